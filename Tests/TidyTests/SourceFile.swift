/// One file of the repository: its path from the root, and its text.
struct SourceFile: Sendable {
    let path: String
    let text: String

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    var fileExtension: String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name[name.index(after: dot)...])
    }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The room that a path like `Sources/Room/File.swift` lies in.
    var room: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" else { return nil }
        return String(parts[1])
    }
}
