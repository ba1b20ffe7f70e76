package import Conversations
import Foundation
package import Knowledge

/// Reads a folder (or one file) of Markdown articles into the library: all of it, or nothing and every
/// mistake named.
package struct ArticleImport: Sendable {
    package static let filesMax = 10_000

    private let library: any Library
    private let clock: any WallClock

    package init(library: any Library, clock: any WallClock) {
        self.library = library
        self.clock = clock
    }

    package func run(_ path: String) async throws -> PublishReport {
        let files = try Self.files(at: path)
        let (articles, errors) = ArticleFile.parseAll(try files.map(Self.read))
        guard errors.isEmpty else { throw ImportFailure(lines: errors.map(\.description)) }
        return try await library.publish(articles, atMilliseconds: clock.now().milliseconds)
    }

    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ImportFailure(lines: ["\(path): there is no such file or folder: check the path."])
        }
        guard isFolder.boolValue else { return [path] }
        guard let names = FileManager.default.enumerator(atPath: path) else {
            throw ImportFailure(lines: ["\(path): the folder cannot be read: check its permissions."])
        }
        let found = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
        guard !found.isEmpty else {
            throw ImportFailure(lines: [
                "\(path): there is no article in it: articles are files that end in .md."
            ])
        }
        guard found.count <= filesMax else {
            throw ImportFailure(lines: [
                "\(path): more than \(filesMax) articles: import them folder by folder."
            ])
        }
        return found.map { path + "/" + $0 }
    }

    private static func read(_ file: String) throws -> (file: String, text: String) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ImportFailure(lines: ["\(file): the file cannot be read: check its permissions."])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ImportFailure(lines: ["\(file): this is not UTF-8 text: save it as UTF-8."])
        }
        return (file, text)
    }
}

/// Why nothing was imported, one line a mistake, each with its file and line.
package struct ImportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let lines: [String]

    package var description: String {
        (lines + ["Nothing was imported: correct what is named above and import again."]).joined(
            separator: "\n")
    }
}
