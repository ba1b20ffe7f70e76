internal import FoundationEssentials
package import Web

/// Joins the widget's modules into one script, so that a host page makes one request.
///
/// The modules stay plain ES modules that a browser could load one by one: imports are static, named and
/// relative, exports stand at their declarations, top-level names are unique, statements end in a semicolon.
/// Joining is then: order by imports, drop both words, tighten, wrap.
package struct WidgetBundle: Sendable {
    package static let modulesMax = 100

    package let script: String

    /// A module that breaks the rules above.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let module: String
        package let reason: String

        package var description: String { "The widget's module \(module) cannot be joined: \(reason)." }
    }

    /// `replacing` names modules in whose place others are taken: the texts of one language for another's.
    package init(
        entry: String, assets: Assets, replacing: [String: String] = [:]
    ) throws(Failure) {
        var known: [String: ScriptModule] = [:]
        try self.init(entry: entry, assets: assets, replacing: replacing, known: &known)
    }

    /// `known` are the modules that another bundle of the same assets has read already, by path: the bundles
    /// of two languages differ in one.
    init(
        entry: String, assets: Assets, replacing: [String: String], known: inout [String: ScriptModule]
    ) throws(Failure) {
        var joined = Joined(assets: assets, replacing: replacing, known: known)
        try joined.add(entry, importedBy: [])
        known = joined.known
        script = "(()=>{\"use strict\";" + ScriptTightening(joined.modules).script + "})();\n"
    }

    private struct Joined {
        let assets: Assets
        let replacing: [String: String]
        var known: [String: ScriptModule]
        var modules: [ScriptModule] = []
        var done: Set<String> = []

        mutating func add(_ path: String, importedBy: [String]) throws(Failure) {
            guard !done.contains(path) else { return }
            guard !importedBy.contains(path) else {
                throw Failure(module: path, reason: "it imports itself in a circle")
            }
            guard done.count < modulesMax, let source = assets.text(path) else {
                throw Failure(module: path, reason: "there is no such file")
            }
            var body = ""
            for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("import ") {
                    try addImport(String(line), in: path, importedBy: importedBy + [path], to: &body)
                } else {
                    body += try withoutExport(line, in: path) + "\n"
                }
            }
            done.insert(path)
            modules.append(try module(path, body))
        }

        private mutating func module(_ path: String, _ body: String) throws(Failure) -> ScriptModule {
            if let module = known[path] { return module }
            do {
                let module = try ScriptModule(body)
                known[path] = module
                return module
            } catch {
                throw Failure(module: path, reason: "something is not closed at line \(error.line)")
            }
        }

        private mutating func addImport(
            _ line: String, in path: String, importedBy: [String], to body: inout String
        ) throws(Failure) {
            let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard quoted.count >= 3, quoted[1].hasPrefix(".") else {
                throw Failure(module: path, reason: "an import is not relative")
            }
            let named = Self.resolved(String(quoted[1]), from: path)
            let target = replacing[named] ?? named
            guard target.hasSuffix(".css") else { return try add(target, importedBy: importedBy) }
            let name = line.dropFirst("import ".count).prefix { $0 != " " }
            guard let css = assets.text(target) else {
                throw Failure(module: target, reason: "there is no such file")
            }
            let quotedText = JSON.string(StyleTightening.tightened(css)).text
            body += "const \(name) = new CSSStyleSheet();\n\(name).replaceSync(\(quotedText));\n"
        }

        private func withoutExport(_ line: Substring, in path: String) throws(Failure) -> Substring {
            guard line.hasPrefix("export ") else { return line }
            let rest = line.dropFirst("export ".count)
            let declarations = ["class ", "function ", "async function ", "const ", "let "]
            guard declarations.contains(where: { rest.hasPrefix($0) }) else {
                throw Failure(module: path, reason: "an export does not stand at its declaration")
            }
            return rest
        }

        private static func resolved(_ relative: String, from path: String) -> String {
            var parts = path.split(separator: "/").dropLast().map(String.init)
            for part in relative.split(separator: "/") {
                switch part {
                case ".": continue
                case "..": _ = parts.popLast()
                default: parts.append(String(part))
                }
            }
            return parts.joined(separator: "/")
        }
    }
}
