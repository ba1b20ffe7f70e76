import Foundation

/// The working tree that these tests were compiled from, without what is built or ignored.
enum Repository {
    static let root: URL = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Folders that .gitignore names: what is in them is made, not written.
    private static let ignored: Set<String> = [
        "Models", ".git", ".venv", ".cache", "data", "__pycache__", ".pytest_cache", "screenshots",
    ]

    struct Entry: Sendable {
        let path: String
        let bytes: Int
    }

    /// Every file with its size, in the order of their paths.
    static let entries: [Entry] = walk(root, prefix: "").sorted { $0.path < $1.path }

    /// Every file that is UTF-8 text, read once.
    static let files: [SourceFile] = entries.compactMap { entry in
        guard let data = try? Data(contentsOf: root.appending(path: entry.path)), !data.contains(0),
            let text = String(data: data, encoding: .utf8)
        else { return nil }
        return SourceFile(path: entry.path, text: text)
    }

    static func files(under folder: String, extensions: Set<String>) -> [SourceFile] {
        files.filter { $0.path.hasPrefix(folder) && extensions.contains($0.fileExtension) }
    }

    static func text(_ path: String) -> String? {
        files.first { $0.path == path }?.text
    }

    private static func walk(_ folder: URL, prefix: String) -> [Entry] {
        let keys: Set<URLResourceKey> = [.isDirectoryKey, .isSymbolicLinkKey, .fileSizeKey]
        let children = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: Array(keys))
        return (children ?? []).flatMap { child -> [Entry] in
            let name = child.lastPathComponent
            guard !ignored.contains(name), !name.hasPrefix(".build"),
                let values = try? child.resourceValues(forKeys: keys), values.isSymbolicLink != true
            else { return [] }
            if values.isDirectory == true { return walk(child, prefix: prefix + name + "/") }
            if name.hasSuffix(".pyc") || name == "Package.resolved" { return [] }
            return [Entry(path: prefix + name, bytes: values.fileSize ?? 0)]
        }
    }
}
