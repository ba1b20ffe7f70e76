package import Embedding
import Synchronization

/// Holds the snapshot that searches use, the model that turns evidence into confidence, and the questions
/// that had no article. Each is replaced whole.
package final class SearchIndex: Sendable {
    private let snapshot: Mutex<Snapshot>
    private let model = Mutex(ConfidenceModel.byHand)
    private let unanswered = Mutex(UnansweredMemory?.none)
    private let embedder: (any Embedder)?

    /// Without `embedder` questions are searched by words alone.
    package init(_ snapshot: Snapshot = Snapshot(), embedder: (any Embedder)? = nil) {
        self.snapshot = Mutex(snapshot)
        self.embedder = embedder
    }

    /// Keep it for the length of one decision: the next call may give another one.
    package var current: Snapshot { snapshot.withLock { $0 } }

    /// Returns the snapshot that was replaced.
    @discardableResult
    package func swap(_ new: Snapshot) -> Snapshot {
        snapshot.withLock { current in
            let old = current
            current = new
            return old
        }
    }

    /// The model in force. Keep it for the length of one decision, as `current`.
    package var confidence: ConfidenceModel { model.withLock { $0 } }

    package func use(_ new: ConfidenceModel) { model.withLock { $0 = new } }

    /// The questions that had no article; `nil` until there are any.
    package var memory: UnansweredMemory? { unanswered.withLock { $0 } }

    package func use(_ new: UnansweredMemory?) { unanswered.withLock { $0 = new } }

    /// Searches the current snapshot. When the embedder has no time or fails, words alone decide: an answer
    /// must not wait for it, and the findings show it by having no dense evidence.
    package func search(
        _ query: Query, limit: Int
    ) async -> (snapshot: Snapshot, findings: Findings) {
        let snapshot = current
        let vector = await vector(of: query, for: snapshot)
        let findings = snapshot.search(query, vector: vector, limit: limit)
        return (snapshot, findings.with(unanswered: vector.flatMap { unanswered(near: $0, for: snapshot) }))
    }

    private func unanswered(near vector: [Float], for snapshot: Snapshot) -> Double? {
        guard let memory, memory.embedder == snapshot.embedder else { return nil }
        return memory.nearest(to: vector)?.cosine
    }

    private func vector(of query: Query, for snapshot: Snapshot) async -> [Float]? {
        guard let embedder, snapshot.embedder == embedder.id else { return nil }
        let text = query.embedded
        guard !text.isEmpty else { return nil }
        return try? await embedder.vectors(of: [text], isUrgent: true).first
    }
}
