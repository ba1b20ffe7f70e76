import Foundation
import Storage
import Testing

/// Where the one contract is tested.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case file
    case memory

    var testDescription: String { rawValue }

    /// A new store, closed and cleared away afterwards.
    func withStore(
        busyMilliseconds: Int = 5000, _ body: @Sendable (Store) async throws -> Void
    ) async throws {
        switch self {
        case .memory:
            let store = try await Store.open(.memory, options: .testing(busyMilliseconds: busyMilliseconds))
            try await body(store)
            await store.close()
        case .file:
            try await withFolder { folder in
                let store = try await Store.open(
                    .file(folder.database), options: .testing(busyMilliseconds: busyMilliseconds))
                try await body(store)
                await store.close()
            }
        }
    }
}

extension StoreOptions {
    static func testing(
        isExclusive: Bool = false, busyMilliseconds: Int = 5000, pagesMax: Int? = nil,
        epoch: String = "epoch-1"
    ) -> StoreOptions {
        StoreOptions(
            isExclusive: isExclusive, busyMilliseconds: busyMilliseconds, pagesMax: pagesMax,
            newEpoch: { epoch })
    }
}

/// A folder of one test.
struct Folder: Sendable {
    let url: URL

    var database: String { url.appending(path: "baton.db").path }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// A second connection to the database, as another program would have it.
    func connection(busyMilliseconds: Int = 5000) throws -> SQLiteConnection {
        try SQLiteConnection(path: database, busyMilliseconds: busyMilliseconds)
    }

    /// Runs statements while no store has the file open.
    func tamper(_ statements: String) throws { try connection().script(statements) }
}

/// Gives `body` an empty folder and removes it afterwards.
func withFolder(_ body: @Sendable (Folder) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "baton-storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    do {
        try await body(Folder(url: url))
    } catch {
        try FileManager.default.removeItem(at: url)
        throw error
    }
    try FileManager.default.removeItem(at: url)
}
