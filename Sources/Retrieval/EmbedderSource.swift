package import Embedding

/// Where the indexer finds the embedder that is wanted, and those that older vectors were made by.
package protocol EmbedderSource: Sendable {
    func wanted() async -> WantedEmbedder
    /// The one that made vectors under this id, as long as it can be asked.
    func former(_ id: String) async -> (any Embedder)?
}

/// What the settings want of the search by meaning.
package enum WantedEmbedder: Sendable {
    /// Words alone are searched.
    case none
    /// It cannot be reached yet, or not at the moment.
    case unreachable
    case ready(any Embedder)
}

/// One embedder for all time, or none.
struct FixedEmbedder: EmbedderSource {
    let embedder: (any Embedder)?

    func wanted() async -> WantedEmbedder { embedder.map(WantedEmbedder.ready) ?? .none }

    func former(_ id: String) async -> (any Embedder)? { embedder?.id == id ? embedder : nil }
}
