import Foundation

/// The folder with everything that Baton keeps.
package enum DataFolder {
    /// Makes the folder, readable by its owner only, unless it is there.
    package static func create(_ path: String) throws(DataFolderFailure) {
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw DataFolderFailure(
                    path: path, reason: "it is a file, not a folder: choose another name with --data")
            }
            guard FileManager.default.isWritableFile(atPath: path) else {
                throw DataFolderFailure(path: path, reason: "it cannot be written: check its permissions")
            }
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DataFolderFailure(
                path: path, reason: "it cannot be made: check the folder above and the disk")
        }
    }
}

/// Why there is no data folder to work in.
package struct DataFolderFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let reason: String

    package var description: String { "The data folder \(path): \(reason)." }
}
