/// Turns texts into unit vectors.
package protocol Embedder: Sendable {
    /// Names the model, its weights and its format: vectors of different ids are never compared.
    var id: String { get }
    var dimensions: Int { get }
    /// Primary tags of the languages it was made for.
    var languages: Set<String> { get }
    /// One unit vector a text, in order. Urgent work (a visitor waits) goes before the rest.
    func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]]
}

/// Why there are no vectors.
package enum EmbeddingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Too many texts wait already: try again later, or search by words.
    case busy
    /// Nobody waits for the vectors any more.
    case cancelled
    /// The embedder was closed.
    case closed

    package var description: String {
        switch self {
        case .busy: "Too many texts wait for their vectors. Try again in a moment."
        case .cancelled: "The vectors were no longer wanted."
        case .closed: "The embedding model is closed. It is loaded again when Baton starts."
        }
    }
}
