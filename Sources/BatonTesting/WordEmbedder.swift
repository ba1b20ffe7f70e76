package import Embedding
import Synchronization

/// An embedder without weights: texts that share words are near. It counts what it is asked, and fails when
/// told to.
package final class WordEmbedder: Embedder {
    package let id: String
    package let dimensions = 64
    package let languages: Set<String> = ["en"]

    private struct State {
        var texts: [String] = []
        var failure: EmbeddingFailure?
    }

    private let state = Mutex(State())

    package init(id: String = "words/1") { self.id = id }

    /// All texts that it was given, in order.
    package var texts: [String] { state.withLock { $0.texts } }

    /// From now on every request fails; `nil` ends that.
    package func fail(with failure: EmbeddingFailure?) { state.withLock { $0.failure = failure } }

    package func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        let failure = state.withLock { state in
            state.texts += texts
            return state.failure
        }
        if let failure { throw failure }
        return texts.map(vector)
    }

    /// Each word adds to one direction, the same on every machine.
    private func vector(of text: String) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            let hash = word.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
            vector[Int(hash % UInt32(dimensions))] += 1
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }
}
