package import Web

/// The files of the pages, with the widget's scripts made of them. Servers in one process may share it.
package struct PageFiles: Sendable {
    package let assets: Assets
    let scripts: WidgetScripts

    package init(_ assets: Assets) throws(WidgetBundle.Failure) {
        self.assets = assets
        scripts = try WidgetScripts(assets: assets)
    }

    package static func load() throws -> PageFiles { try PageFiles(try Assets.load()) }
}
