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
    /// The server that makes the vectors has made none, or none that could be used.
    case endpoint(Fault)

    /// What went wrong at the other end. A closed list: logs and `baton doctor` name it.
    package enum Fault: String, Sendable, Hashable, CaseIterable {
        case unreachable
        case late
        /// It failed so often that it is left alone for a while, or too many texts wait for it.
        case resting
        case unauthorized
        case rejected
        case exhausted
        case broken
        /// No answer in the format of embeddings.
        case unreadable
        /// Fewer or more vectors than texts, or an order that cannot be.
        case wrongCount = "wrong_count"
        /// Not the size that its vectors had before, or one that no model has.
        case wrongSize = "wrong_size"
        /// Numbers that are none, zeros, or the same for every text.
        case noDirection = "no_direction"

        package var advice: String {
            switch self {
            case .unreachable: "The embedding server could not be reached: check embedding_url."
            case .late: "The embedding server did not answer in time: look at its load."
            case .resting: "The embedding server is left alone for a while after failures: look at its log."
            case .unauthorized: "The embedding server does not accept the key: check embedding_key_file."
            case .rejected:
                "The embedding server does not accept the request: check embedding_url and embedding_model."
            case .exhausted: "The account at the embedding server is used up, or asked too often."
            case .broken: "The embedding server has a problem of its own: look at its log."
            case .unreadable:
                "What came from the embedding server is no list of vectors: check that embedding_url ends "
                    + "before /embeddings."
            case .wrongCount: "The embedding server sent another number of vectors than texts."
            case .wrongSize:
                "The embedding server sent vectors of another size than before: its model has changed. "
                    + "Restart Baton to embed the articles anew."
            case .noDirection: "The embedding server sent vectors without a meaning: check embedding_model."
            }
        }
    }

    package var description: String {
        switch self {
        case .busy: "Too many texts wait for their vectors. Try again in a moment."
        case .cancelled: "The vectors were no longer wanted."
        case .endpoint(let fault): fault.advice
        case .closed: "The embedding model is closed. It is loaded again when Baton starts."
        }
    }
}
