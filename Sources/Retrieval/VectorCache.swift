/// Where vectors are kept between starts, by the content that they were made from.
package protocol VectorCache: Sendable {
    /// The kept vectors among `keys`, in their compact byte form.
    func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]]
    func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws
    /// The embedders whose vectors are kept, in the order of their ids; of many, the first few.
    func embedders() async throws -> [String]
    /// Forgets what no key in `keys` names, and all of other embedders; for the end of a load.
    func forget(exceptFor keys: Set<String>, embedder: String) async throws
}

/// Where the manifests of snapshots are kept, so that an old decision can be replayed.
package protocol SnapshotArchive: Sendable {
    /// Keeping the same one again changes nothing.
    func keep(manifest: String, id: String, atMilliseconds: Int64) async throws
    func manifest(_ id: String) async throws -> String?
}
