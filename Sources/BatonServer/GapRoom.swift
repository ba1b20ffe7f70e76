import Answering
import Conversations
import Embedding
import Gateway
import Identity
import Knowledge
import LanguageModel
import Learning
import Logging
import Retrieval
import ServiceLifecycle
import Storage

/// Learning at work: gaps out of the log, and what editors do about them.
struct GapRoom: Sendable {
    let desk: GapRoomDesk
    let progress: ProgressReports
    private let keeper: GapKeeper
    private let noticer: GapNoticer
    private let clock: any WallClock
    private let logger: Logger

    init(
        _ surroundings: Baton.Surroundings, _ store: Store, recorder: Recorder, index: SearchIndex,
        certainty: CertaintyRoom, live: LiveSettings, follower: LibraryFollower,
        assistant: Assistant, writer: @escaping @Sendable () -> DraftWriter?
    ) {
        let (clock, newID) = (recorder.clock, surroundings.newID)
        let newGap: @Sendable () -> GapID = { GapID(of: newID()) }
        let phrasings = PhrasingKeeper(ledger: store, library: store, clock: clock) {
            PhrasingRule.Way(rawValue: live.current.phrasings) ?? .ask
        }
        keeper = GapKeeper(
            escalations: store, vectors: store, gaps: store, phrasings: phrasings, recorder: recorder,
            index: index, newID: newGap)
        noticer = GapNoticer(gaps: store, ledger: store, clock: clock)
        let book = GapBook(
            escalations: store, gaps: store, clock: clock, newID: newGap,
            accountAttribute: { live.current.accountValue })
        progress = ProgressReports(
            store: store,
            book: ProgressBook(book: book, gaps: store, ledger: store, clock: clock))
        desk = GapRoomDesk(
            store: store, book: book, keeper: keeper, phrasings: phrasings, index: index, follower: follower,
            clock: clock, threshold: { certainty.threshold(of: $0, under: $1) },
            assistant: assistant, writer: writer,
            reviews: { live.current.articleReview == "on" }, newID: newID)
        self.clock = clock
        logger = surroundings.logger
    }

    func services(mail: Baton.MailRoom, leads: @escaping @Sendable () -> Bool) -> [any Service] {
        [finding(leads: leads), publications(leads: leads), notices(mail: mail, leads: leads)]
    }

    private func finding(leads: @escaping @Sendable () -> Bool) -> any Service {
        LeaderService(
            failure: "gaps cannot be looked for", everyMilliseconds: GapKeeper.tickMilliseconds, leads: leads,
            clock: clock, logger: logger,
            tick: { [keeper, desk] in
                try await keeper.tick()
                try await desk.finishPublications()
            })
    }

    /// What goes out at its time, whatever becomes of gaps.
    private func publications(leads: @escaping @Sendable () -> Bool) -> any Service {
        LeaderService(
            failure: "drafts cannot be published at their time",
            everyMilliseconds: GapKeeper.tickMilliseconds, leads: leads, clock: clock, logger: logger,
            tick: { [desk] in try await desk.publishDue() })
    }

    /// What editors are told, in the console and by mail.
    private func notices(mail: Baton.MailRoom, leads: @escaping @Sendable () -> Bool) -> any Service {
        let mailer = mail.gaps(noticer)
        return LeaderService(
            failure: "notices about gaps cannot be made or sent",
            everyMilliseconds: GapNoticer.tickMilliseconds, leads: leads, clock: clock, logger: logger,
            tick: { [noticer] in
                try await noticer.tick()
                try await mailer.tick()
            })
    }
}
