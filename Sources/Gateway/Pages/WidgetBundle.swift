internal import FoundationEssentials
package import Web

/// Joins the widget's modules into one script, so that a host page makes one request.
///
/// The modules stay plain ES modules that a browser could load one by one: imports are static and named,
/// exports stand at
/// their declarations, top-level names are unique. Joining is then: order by imports, drop both words, wrap.
package struct WidgetBundle: Sendable {
    package static let modulesMax = 100

    package let script: String

    /// A module that breaks the rules above.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let module: String
        package let reason: String

        package var description: String { "The widget's module \(module) cannot be joined: \(reason)." }
    }

    package init(entry: String, assets: Assets) throws(Failure) {
        var joined = Joined(assets: assets)
        try joined.add(entry, importedBy: [])
        script = "(() => {\n\"use strict\";\n" + joined.text + "})();\n"
    }

    private struct Joined {
        let assets: Assets
        var text = ""
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
            var isComment = false
            for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
                let bare = line.drop { $0 == " " }
                isComment = isComment || bare.hasPrefix("/*")
                if isComment || bare.isEmpty || bare.hasPrefix("//") {
                    // Comments stand on lines of their own; a page that loads the widget need not carry them.
                    isComment = isComment && !bare.contains("*/")
                } else if line.hasPrefix("import ") {
                    try addImport(String(line), in: path, importedBy: importedBy + [path], to: &body)
                } else {
                    body += try withoutExport(bare, in: path) + "\n"
                }
            }
            done.insert(path)
            text += body
        }

        private mutating func addImport(
            _ line: String, in path: String, importedBy: [String], to body: inout String
        ) throws(Failure) {
            let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard quoted.count >= 3, quoted[1].hasPrefix(".") else {
                throw Failure(module: path, reason: "an import is not relative")
            }
            let target = Self.resolved(String(quoted[1]), from: path)
            guard target.hasSuffix(".css") else { return try add(target, importedBy: importedBy) }
            let name = line.dropFirst("import ".count).prefix { $0 != " " }
            guard let css = assets.text(target) else {
                throw Failure(module: target, reason: "there is no such file")
            }
            let quotedText = JSON.string(Self.tightened(css)).text
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

        /// A style sheet without comments and indentation.
        private static func tightened(_ css: String) -> String {
            var rest = css[...]
            var kept = ""
            while let open = rest.firstRange(of: "/*"),
                let close = rest[open.upperBound...].firstRange(of: "*/")
            {
                kept += rest[..<open.lowerBound]
                rest = rest[close.upperBound...]
            }
            kept += rest
            return kept.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
                .joined(separator: "\n")
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
