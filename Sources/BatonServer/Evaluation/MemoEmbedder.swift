import Embedding
import Synchronization

/// Keeps each text's vector, so that questions which are asked once a draw are embedded once.
final class MemoEmbedder: Embedder {
    /// Texts beyond this are embedded each time.
    static let textsMax = QuestionFile.questionsMax

    var id: String { base.id }
    var dimensions: Int { base.dimensions }
    var languages: Set<String> { base.languages }
    private let base: any Embedder
    private let known = Mutex<[String: [Float]]>([:])

    init(_ base: any Embedder) { self.base = base }

    func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        let found = known.withLock { known in texts.map { known[$0] } }
        let missing = zip(texts, found).filter { $0.1 == nil }.map(\.0)
        guard !missing.isEmpty else { return found.compactMap { $0 } }
        let made = try await base.vectors(of: missing, isUrgent: isUrgent)
        let new = Dictionary(zip(missing, made), uniquingKeysWith: { first, _ in first })
        known.withLock { known in
            if known.count + new.count <= Self.textsMax { known.merge(new) { first, _ in first } }
        }
        return zip(texts, found).compactMap { text, vector in vector ?? new[text] }
    }
}
