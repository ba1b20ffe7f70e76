import Foundation

/// The pages' files, read once at start: what is served never touches the disk.
package struct Assets: Sendable {
    package static let fileBytesMax = 400_000

    /// By path below `Assets`: `widget/main.js`.
    package let files: [String: [UInt8]]

    package init(files: [String: [UInt8]]) { self.files = files }

    /// Reads the folder beside the program. Throws when it is not there: the program needs its `.resources`
    /// folders.
    package static func load() throws(AssetsFailure) -> Assets {
        guard let root = Bundle.module.resourceURL?.appendingPathComponent("Assets") else {
            throw AssetsFailure(path: "Assets")
        }
        guard let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
            throw AssetsFailure(path: root.path)
        }
        var files: [String: [UInt8]] = [:]
        for case let url as URL in walker {
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            guard let data = try? Data(contentsOf: url), data.count <= fileBytesMax else {
                throw AssetsFailure(path: url.path)
            }
            let path = url.standardizedFileURL.path
            let prefix = root.standardizedFileURL.path + "/"
            guard path.hasPrefix(prefix) else { throw AssetsFailure(path: path) }
            files[String(path.dropFirst(prefix.count))] = Array(data)
        }
        guard !files.isEmpty else { throw AssetsFailure(path: root.path) }
        return Assets(files: files.merging(installed()) { own, _ in own })
    }

    /// Where the pages find what Debian's packages bring. A page does without what is not installed.
    private static let installedPaths = [
        "vendor/chart.js": "/usr/share/javascript/chart.js/chart.min.js"
    ]

    private static func installed() -> [String: [UInt8]] {
        installedPaths.compactMapValues { path in
            guard let data = FileManager.default.contents(atPath: path), data.count <= fileBytesMax else {
                return nil
            }
            return Array(data)
        }
    }

    package func text(_ path: String) -> String? { files[path].map { String(decoding: $0, as: UTF8.self) } }
}

/// A page file is missing or cannot be read.
package struct AssetsFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String

    package var description: String {
        "The page files at \(path) cannot be read: keep the .resources folders beside the program."
    }
}
