import Answering
import Calibration
import Conversations
import Embedding
import Gateway
import Identity
import Kernels
import Knowledge
import LanguageModel
import Learning
import Logging
import Retrieval
import Simulation
import Storage
import Synchronization

/// One installation of Baton in a simulated world: the rooms, their wiring and the database are those of a
/// server, with its database in memory. Only people, the clock and the wire are made up.
struct SimulatedBaton: Sendable {
    /// How often each day what watches by itself looks: a server looks every few seconds, and here one day's
    /// work is done in as many looks as it takes, or left for the next.
    static let looksPerDayMax = 12

    let store: Store
    let clock: SimulatedClock
    let recorder: Recorder
    let index: SearchIndex
    let responder: Responder
    let certainty: CertaintyRoom
    let gaps: GapRoomDesk
    let keeper: GapKeeper
    let newID: @Sendable () -> String
    private let library: LibraryFollower
    private let calibration: LeaderService
    private let follower: DayZeroFollower

    /// - Parameters:
    ///   - settings: what the operator promises, and how many answers are judged.
    ///   - seed: of what is drawn to be judged.
    init(settings: Settings, embedder: any Embedder, articles: [Article], seed: UInt64) async throws {
        let (clock, newID, logger) = (SimulatedClock(), Self.ids(), Self.silence)
        store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "e-simulated" }))
        recorder = Recorder(journal: store, feed: Feed(), clock: clock)
        let index = SearchIndex()
        let indexer = Indexer(
            index: index, embedder: embedder, cache: store, archive: store,
            now: { clock.now().milliseconds })
        library = LibraryFollower(
            library: store, indexer: indexer, index: index, shelf: Shelf(), clock: clock, logger: logger)
        let address = PublicAddress(url: settings.publicAddress, allowedOrigins: settings.allowedOrigins)
        let live = LiveSettings(settings, address: address, vault: Vault())
        let certainty = CertaintyRoom(
            store: store, recorder: recorder, index: index, live: live, logger: logger)
        let threshold: @Sendable (String?, String) -> Double = { certainty.threshold(of: $0, under: $1) }
        let newGap: @Sendable () -> GapID = { GapID(of: newID()) }
        let phrasings = PhrasingKeeper(ledger: store, library: store, clock: clock, way: { .add })
        keeper = GapKeeper(
            escalations: store, vectors: store, gaps: store, phrasings: phrasings, recorder: recorder,
            index: index, newID: newGap)
        let assistant = Assistant(index: index, answerer: ExtractiveAnswerer(), answerMin: threshold)
        gaps = GapRoomDesk(
            store: store, book: GapBook(escalations: store, gaps: store, clock: clock, newID: newGap),
            keeper: keeper, phrasings: phrasings, index: index, follower: library, clock: clock,
            threshold: threshold, assistant: assistant, writer: { nil })
        (calibration, follower) = certainty.workers(library: store, leads: { true })
        let draws = Mutex(SplitMix64(seed: ~seed))
        responder = Responder(
            recorder: recorder, unanswered: store, assistant: assistant,
            settings: { certainty.answering(settings) }, nodes: .alone("simulated"),
            online: { 1 }, newID: newID,
            chance: { draws.withLock { $0.share() } }, logger: logger)
        (self.clock, self.index, self.certainty, self.newID) = (clock, index, certainty, newID)
        _ = try await store.publish(articles, atMilliseconds: clock.now().milliseconds)
        try await library.load()
        try await takeLibraryIn()
        try await watch()
    }

    func close() async { await store.close() }

    /// What is worth a line in a server's log comes a thousand times here.
    private static var silence: Logger { Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() } }

    /// The same ids in every run.
    private static func ids() -> @Sendable () -> String {
        let next = Mutex(0)
        return {
            let number = next.withLock { next in
                next += 1
                return next
            }
            return "simulated-\(number)"
        }
    }

    /// What is published becomes searchable.
    func takeLibraryIn() async throws { try await library.catchUp() }

    /// What a server does by itself every few seconds: the confidence of the library, outcomes, thresholds,
    /// fits, the memory of unanswered questions.
    func watch() async throws {
        try await follower.look()
        for _ in 0..<Self.looksPerDayMax {
            try await calibration.tick()
            clock.advance(seconds: Self.secondsBetweenLooks)
        }
        try await certainty.follow()
    }

    /// Longer than any of the watchers waits between two looks.
    private static let secondsBetweenLooks = 60
}
