import Foundation

/// Files as an import reads them.
enum ImportFiles {
    /// Files and folders below a folder that are looked at at all.
    static let entriesMax = 200_000

    /// The files of a folder and its subfolders by their names; links to folders are not followed.
    static func names(in folder: String) throws(ArticleImportFailure) -> [String] {
        guard let entries = FileManager.default.enumerator(atPath: folder) else {
            throw ArticleImportFailure(
                lines: ["\(folder): the folder cannot be read: check its permissions."])
        }
        var names: [String] = []
        while let name = entries.nextObject() as? String {
            guard names.count < entriesMax else {
                throw ArticleImportFailure(
                    lines: ["\(folder): more than \(entriesMax) files: import it folder by folder."])
            }
            names.append(name)
        }
        return names.sorted()
    }

    /// The path itself, or the files in it with one of the endings.
    static func paths(_ path: String, endings: [String]) throws -> [String] {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ArticleImportFailure(lines: ["\(path): there is no such file or folder: check the path."])
        }
        guard isFolder.boolValue else { return [path] }
        let found = try names(in: path).filter { name in
            endings.contains { name.lowercased().hasSuffix($0) }
        }
        guard !found.isEmpty, found.count <= ArticleImport.filesMax else {
            throw ArticleImportFailure(
                lines: [
                    found.isEmpty
                        ? "\(path): there is no file in it that ends in \(endings.joined(separator: " or "))."
                        : "\(path): more than \(ArticleImport.filesMax) files: import it folder by folder."
                ])
        }
        return found.map { path + "/" + $0 }
    }

    static func bytes(of file: String) throws(ArticleImportFailure) -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        if let size = attributes?[.size] as? Int, size > ImportSource.fileBytesMax {
            throw ArticleImportFailure(
                lines: ["\(file): the file is larger than \(ImportSource.fileBytesMax >> 20) MiB: divide it."]
            )
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ArticleImportFailure(lines: ["\(file): the file cannot be read: check its permissions."])
        }
        return [UInt8](data)
    }
}
