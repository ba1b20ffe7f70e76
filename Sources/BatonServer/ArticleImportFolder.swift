import Foundation
import Knowledge

/// The article files at a path: one, or all of a folder and its subfolders.
struct ArticleImportFolder {
    let isFolder: Bool
    /// In the order of their names.
    let files: [String]

    init(_ path: String) throws(ArticleImportFailure) {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ArticleImportFailure(lines: ["\(path): there is no such file or folder: check the path."])
        }
        self.isFolder = isFolder.boolValue
        files = self.isFolder ? try Self.names(in: path).map { path + "/" + $0 } : [path]
    }

    private static func names(in folder: String) throws(ArticleImportFailure) -> [String] {
        guard let names = FileManager.default.enumerator(atPath: folder) else {
            throw ArticleImportFailure(lines: ["\(folder): the folder cannot be read: check its permissions."]
            )
        }
        let found = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
        guard !found.isEmpty else {
            throw ArticleImportFailure(
                lines: ["\(folder): there is no article in it: articles are files that end in .md."])
        }
        guard found.count <= ArticleImport.filesMax else {
            throw ArticleImportFailure(
                lines: [
                    "\(folder): more than \(ArticleImport.filesMax) articles: import them folder by folder."
                ])
        }
        return found
    }

    /// Reads and checks every file; throws all mistakes of all of them.
    func read(
        _ progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ArticleImportFailure) -> ArticleBatch {
        var batch = ArticleBatch()
        var mistakes: [String] = []
        for (index, file) in files.enumerated() {
            let known = batch.errors.count
            do throws(ArticleImportFailure) {
                batch.add(text: try Self.text(of: file), file: file)
                mistakes += batch.errors[known...].map(\.description)
            } catch {
                mistakes += error.lines
            }
            progress(index + 1, files.count)
        }
        guard mistakes.isEmpty else { throw ArticleImportFailure(lines: mistakes) }
        return batch
    }

    private static func text(of file: String) throws(ArticleImportFailure) -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ArticleImportFailure(lines: ["\(file): the file cannot be read: check its permissions."])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ArticleImportFailure(lines: ["\(file): this is not UTF-8 text: save it as UTF-8."])
        }
        return text
    }

    /// When a file was changed last, in milliseconds since 1970; `nil` when the disk does not say.
    static func changedAtMilliseconds(_ file: String) -> Int64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let date = attributes?[.modificationDate] as? Date else { return nil }
        return Int64(date.timeIntervalSince1970 * 1000)
    }
}
