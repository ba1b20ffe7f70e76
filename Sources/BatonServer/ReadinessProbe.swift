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
    private let clock: any WallClock
    private var last: (at: Timestamp, store: String)?

    init(store: Store, index: SearchIndex, clock: any WallClock) {
        self.store = store
        self.index = index
        self.clock = clock
    }

    func readiness() async -> Readiness {
        let now = clock.now()
        if let last, now >= last.at, now.seconds(since: last.at) < Self.secondsBetween {
            return Readiness(store: last.store, articles: index.current.articleCount)
        }
        let found = await probe()
        last = (now, found)
        return Readiness(store: found, articles: index.current.articleCount)
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
