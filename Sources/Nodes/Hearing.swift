import Synchronization

/// What was told by other processes, on its way to whoever acts on it.
package final class Hearing: Sendable {
    /// Beyond this all of it is dropped in favour of one look into the log, which finds the same and more.
    package static let heardMax = 4_096

    /// Rings when there is something to take.
    package let rings: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation
    private let heard = Mutex<[Heard]>([])

    package init() {
        (rings, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func put(_ news: [Heard]) {
        heard.withLock { heard in
            heard += news
            if heard.count > Self.heardMax { heard = [.missed] }
        }
        ring.yield()
    }

    package func takeAll() -> [Heard] {
        heard.withLock { heard in
            defer { heard = [] }
            return heard
        }
    }
}
