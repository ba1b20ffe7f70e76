import Knowledge
import Retrieval

/// Vectors of words alone, for installations without an embedder: texts that share their telling words are
/// alike.
package enum WordVectors {
    /// Named in the table of vectors like an embedder.
    package static let id = "words-1"
    static let dimensions = 512

    /// Each term is one number of the vector, by its hash: two terms that fall together are rare in a
    /// question. Unit length; all zeros for a text without telling words.
    package static func vector(of text: String) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        var seen = Set<String>()
        for (term, _) in TopicWords.of(text) where seen.insert(term).inserted {
            // The same on every machine, as the vectors are kept.
            var hash = FNV1a()
            hash.add(term)
            vector[Int(hash.state % UInt64(dimensions))] += 1
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }
}
