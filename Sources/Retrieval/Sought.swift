import Kernels
import Knowledge

/// A term that is looked for, and what its occurrences count.
struct SoughtTerm: Sendable {
    let term: String
    /// Its weight in the query times its inverse document frequency times k1 + 1 (see `BM25`).
    let scale: Float
}

/// A query as one language's index looks for it.
struct Sought: Sendable {
    let terms: [SoughtTerm]
    /// The question's unit vector; `nil` for a search by words alone.
    let vector: [Float]?
    /// By which words and vectors are added up.
    let constants: FusionConstants
    /// Its articles are ranked a little higher.
    let area: String?
    let audiences: Set<Audience>
}
