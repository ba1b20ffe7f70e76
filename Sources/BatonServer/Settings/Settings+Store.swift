package import Storage

extension Settings {
    /// Where everything is kept.
    package var location: StoreLocation { storage.location(data: data) }

    /// Opens the store beside a running server, for commands. Makes it if there is none.
    package func openStore() async throws -> Store {
        // The key of the secrets lies in the folder, wherever the rows are.
        try DataFolder.create(data)
        return try await Store.open(location, options: StoreOptions(newEpoch: Self.newEpoch))
    }

    @Sendable package static func newEpoch() -> String { "e-" + RandomID.next() }

    /// As `openStore`, and closes it whatever happens.
    package func withStore<Result>(_ work: (Store) async throws -> Result) async throws -> Result {
        let store = try await openStore()
        do {
            let result = try await work(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}
