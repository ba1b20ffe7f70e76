import BatonTesting
import Foundation
import Storage
import Testing

/// Where the one contract is tested.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case file
    case memory
    case postgres

    /// Those whose data outlives a store, and that two stores can have open.
    static let lasting: [Backend] = [.file, .postgres]

    var testDescription: String { rawValue }

    /// A new store, closed and cleared away afterwards.
    func withStore(
        busyMilliseconds: Int = 5000, _ body: @Sendable (Store) async throws -> Void
    ) async throws {
        try await withPlace { place in
            let store = try await place.open(.testing(busyMilliseconds: busyMilliseconds))
            try await body(store)
            await store.close()
        }
    }

    /// An empty place for a store, cleared away afterwards.
    func withPlace(_ body: @Sendable (Place) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(Place(location: .memory))
        case .file:
            try await withFolder { folder in try await body(Place(location: .file(folder.database))) }
        case .postgres:
            let url = try await PostgresServer.shared.database()
            do {
                try await body(Place(location: .postgres(try #require(PostgresAddress(url)))))
            } catch {
                try? await PostgresServer.shared.drop(url)
                throw error
            }
            try await PostgresServer.shared.drop(url)
        }
    }
}

/// Where a test's data lies.
struct Place: Sendable {
    let location: StoreLocation

    func open(_ options: StoreOptions = .testing()) async throws(StoreError) -> Store {
        try await Store.open(location, options: options)
    }

    /// A second connection to the database, as another program would have it.
    func connection(limits: PostgresLimits = PostgresLimits()) throws -> any SQL {
        switch location {
        case .file(let path): try SQLiteConnection(path: path, busyMilliseconds: 5000)
        case .memory: throw StoreError.cannotOpen(path: location.path)
        case .postgres(let address): try PostgresConnection.open(address, limits: limits)
        }
    }

    /// Runs statements behind a store's back.
    func tamper(_ statements: String) throws { try connection().script(statements) }

    /// The names of all tables.
    func tables() throws -> [String] {
        let connection = try connection()
        let text =
            switch connection.dialect {
            case .sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            case .postgres:
                "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()"
            }
        return try connection.query(text, []) { try $0.text(0) }.sorted()
    }
}

extension StoreOptions {
    static func testing(
        isExclusive: Bool = false, busyMilliseconds: Int = 5000, pagesMax: Int? = nil,
        node: String = "node-a", epoch: String = "epoch-1"
    ) -> StoreOptions {
        StoreOptions(
            isExclusive: isExclusive, busyMilliseconds: busyMilliseconds, pagesMax: pagesMax, node: node,
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
