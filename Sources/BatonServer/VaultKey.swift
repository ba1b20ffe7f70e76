import Crypto
import Foundation
import Glibc
import Identity
import Storage

/// The file with the key that seals secrets in the database, beside it and readable by its owner alone.
///
/// A copy of the database without this file reveals no secret.
enum VaultKey {
    static let fileName = "secrets.key"

    /// The key; made at the first use.
    static func read(folder: String) throws(DataFolderFailure) -> Data {
        let path = folder + "/" + fileName
        if let key = try existing(path, folder) { return key }
        let key = Vault.newKey()
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // Somebody was quicker, or the folder cannot be written.
            if let key = try existing(path, folder) { return key }
            throw DataFolderFailure(path: folder, reason: "\(fileName) cannot be made: check its permissions")
        }
        defer { close(descriptor) }
        let written = unsafe key.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == key.count, fsync(descriptor) == 0 else {
            _ = unsafe unlink(path)
            throw DataFolderFailure(path: folder, reason: "\(fileName) cannot be written: check the disk")
        }
        return key
    }

    /// The key that the other nodes of the same database have too.
    static func shared(folder: String, store: Store) async throws -> Data {
        try await check(folder: folder, store: store)
        let key = try read(folder: folder)
        guard try await store.agreement(on: agreementName, proposing: mark(key)) == mark(key) else {
            throw DataFolderFailure(path: folder, reason: other)
        }
        return key
    }

    /// Throws when the database was used with a key that is not here. Makes none.
    static func check(folder: String, store: Store) async throws {
        guard let known = try await store.agreement(on: agreementName, proposing: nil) else { return }
        guard let key = try existing(folder + "/" + fileName, folder) else {
            throw DataFolderFailure(path: folder, reason: "\(fileName) is missing: \(copyIt)")
        }
        guard known == mark(key) else { throw DataFolderFailure(path: folder, reason: other) }
    }

    private static func mark(_ key: Data) -> String {
        Data(SHA256.hash(data: Data("baton vault key".utf8) + key)).base64EncodedString()
    }

    private static let agreementName = "vault_key"
    private static let other = "\(fileName) is not the one that this database was used with: \(copyIt)"
    private static let copyIt =
        "copy \(fileName) from the data folder of another node of this database, or from a backup, to here. "
        + "Only when it is lost for good: `baton migrate --forget-key`, then enter secrets anew"

    private static func existing(_ path: String, _ folder: String) throws(DataFolderFailure) -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let key = FileManager.default.contents(atPath: path), key.count == Vault.keyBytes else {
            throw DataFolderFailure(
                path: folder,
                reason: "\(fileName) cannot be read or is damaged: restore it from a backup, or move it away "
                    + "and enter secrets and second factors anew")
        }
        _ = unsafe chmod(path, 0o600)
        return key
    }
}
