package import Embedding
import Synchronization

/// Holds the snapshot that searches use, the model that turns evidence into confidence, and the questions
/// that had no article. Each is replaced whole.
package final class SearchIndex: Sendable {
    private let snapshot: Mutex<Snapshot>
    private let model = Mutex(ConfidenceModel.byHand)
    private let unanswered = Mutex(UnansweredMemory?.none)
    private let fusion = Mutex(FusionConstants.standard)
    /// By their ids: a question is read by the one that made the vectors of its snapshot.
    private let embedders: Mutex<[String: any Embedder]>

    /// Without `embedder` questions are searched by words alone.
    package init(_ snapshot: Snapshot = Snapshot(), embedder: (any Embedder)? = nil) {
        self.snapshot = Mutex(snapshot)
        embedders = Mutex(embedder.map { [$0.id: $0] } ?? [:])
    }

    /// Keep it for the length of one decision: the next call may give another one.
    package var current: Snapshot { snapshot.withLock { $0 } }

    /// Returns the snapshot that was replaced.
    @discardableResult
    package func swap(_ new: Snapshot) -> Snapshot {
        snapshot.withLock { current in
            let old = current
            // Made before other constants came into force, it must not bring the former ones back.
            current = new.fused(by: constants)
            return old
        }
    }

    /// Those by which this snapshot and all that follow are ranked.
    package var constants: FusionConstants { fusion.withLock { $0 } }

    /// Ranks by other constants from now on.
    ///
    /// - Parameter archive: keeps the manifest before anything can be decided by it; without one nothing is.
    package func use(
        _ constants: FusionConstants, archive: (any SnapshotArchive)? = nil, atMilliseconds now: Int64 = 0
    ) async throws {
        guard constants != self.constants else { return }
        for _ in 0..<Self.attemptsMax {
            let serving = current
            let fused = serving.fused(by: constants)
            try await archive?.keep(manifest: fused.manifest.text, id: fused.id, atMilliseconds: now)
            let isTaken = snapshot.withLock { current in
                // Another publication meanwhile: its articles must stay.
                guard current.id == serving.id else { return false }
                fusion.withLock { $0 = constants }
                current = fused
                return true
            }
            if isTaken { return }
        }
        snapshot.withLock { current in
            fusion.withLock { $0 = constants }
            current = current.fused(by: constants)
        }
    }

    /// Publications that may come between before it is done without their manifests.
    private static let attemptsMax = 8

    /// From now on questions to snapshots with this one's vectors are asked of it.
    package func use(_ embedder: any Embedder) { embedders.withLock { $0[embedder.id] = embedder } }

    /// Lets go of former ones, and of their memory.
    func forgetEmbedders(except id: String) { embedders.withLock { $0 = $0.filter { $0.key == id } } }

    /// Who reads questions now; `nil` while the snapshot is searched by words alone.
    package var embedder: (any Embedder)? { current.embedder.flatMap { embedder($0) } }

    package func embedder(_ id: String) -> (any Embedder)? { embedders.withLock { $0[id] } }

    /// The model in force. Keep it for the length of one decision, as `current`.
    package var confidence: ConfidenceModel { model.withLock { $0 } }

    package func use(_ new: ConfidenceModel) { model.withLock { $0 = new } }

    /// Puts a model in force that was fitted on the knowledge base itself, unless one is that was fitted on
    /// outcomes; `nil` brings back the weights set by hand.
    package func use(dayZero new: DayZero?) {
        model.withLock { current in
            guard !current.isFittedOnOutcomes else { return }
            current = new?.model ?? .byHand
        }
    }

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
        guard let embedder = snapshot.embedder.flatMap({ embedder($0) }) else { return nil }
        let text = snapshot.embedded(query)
        guard !text.isEmpty else { return nil }
        let vector = try? await embedder.vectors(of: [text], isUrgent: true).first
        // Another size is another model under the same name.
        return vector?.count == embedder.dimensions ? vector : nil
    }
}
