import Conversations
import Gateway
import Retrieval
import Storage

/// Tries the store for `/readyz`, not more often than every few seconds: each try is a real write down to the
/// disk.
actor ReadinessProbe {
    static let secondsBetween = 2

    private let store: Store
    private let index: SearchIndex
    private let indexer: Indexer
    private let clock: any WallClock
    private var last: (at: Timestamp, store: String)?

    init(store: Store, index: SearchIndex, indexer: Indexer, clock: any WallClock) {
        self.store = store
        self.index = index
        self.indexer = indexer
        self.clock = clock
    }

    func readiness() async -> Readiness {
        let now = clock.now()
        if let last, now >= last.at, now.seconds(since: last.at) < Self.secondsBetween {
            return readiness(store: last.store)
        }
        let found = await probe()
        last = (now, found)
        return readiness(store: found)
    }

    /// Vectors that are missing keep nobody from being served.
    private func readiness(store: String) -> Readiness {
        let current = index.current
        let now = current.embedder == nil ? "by words alone" : "by words and meaning"
        return Readiness(
            store: store, articles: current.articleCount, search: indexer.progress?.sentence ?? now)
    }

    private func probe() async -> String {
        do throws(JournalError) {
            try await store.checkWritable()
            return "ok"
        } catch {
            guard case .unavailable(let why) = error else { return JournalError.Why.failed.rawValue }
            return why.rawValue
        }
    }
}
