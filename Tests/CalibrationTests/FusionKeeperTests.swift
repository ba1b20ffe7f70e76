import BatonTesting
import Calibration
import Conversations
import Knowledge
import Retrieval
import Storage
import Testing

@Suite struct FusionKeeperTests {
    private static let question = "reset the frozen blue router"
    /// Nearly all weight on what an article is about as a whole.
    private static let bad = FusionConstants(
        measures: ["centroid_weight": 0.8, "unit_weight": 0.2, "words_weight": 0, "area_boost": 0.02])
    private let embedder = WordEmbedder()
    private let index: SearchIndex
    private let ledger = MemoryLedger()
    private let clock = ManualClock(100_000_000)
    private let box = Box()

    private actor Box {
        private(set) var notices: [CalibrationNotice] = []

        func add(_ notice: CalibrationNotice) { notices.append(notice) }
    }

    init() { index = SearchIndex(embedder: embedder) }

    /// One article that answers the question among much else, and one that is all about nearly the same.
    private func publish() async throws {
        let other = [
            "where is my parcel", "pay by card", "a gift voucher", "change an address", "size of shoes",
        ]
        let near = ["reset the frozen router", "the frozen blue router", "reset the blue router"]
        let revisions = try [("install", other + [Self.question]), ("routers", near)].map { name, phrasings in
            Revision(
                article: Article(
                    id: try #require(ArticleID(name)), title: name, markdown: "See \(name).",
                    phrasings: phrasings), number: 1, updatedAtMilliseconds: 0)
        }
        let vectors = MemoryVectors()
        let indexer = Indexer(index: index, embedder: embedder, cache: vectors, archive: vectors, now: { 0 })
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        // In force as a version that somebody chose.
        var version = ConfidenceVersion(Sample.dayZero, madeAt: moment(0), isTaken: true, why: "by hand")
        version.constants = Self.bad
        try await ledger.add(version)
        #expect(try await calibrator.use(version.name, isPinned: false))
        try await index.use(Self.bad)
    }

    private var calibrator: Calibrator {
        let board = ThresholdBoard(promise: { CalibrationDesk.promise })
        return Calibrator(
            outcomes: ledger, ledger: ledger, board: board, clock: clock,
            promise: { CalibrationDesk.promise }, report: { _ in })
    }

    private func keeper(_ store: Store, library: LibraryFit?) -> FusionKeeper {
        let box = box
        return FusionKeeper(
            ledger: ledger, journal: store, index: index, clock: clock,
            promise: { CalibrationDesk.promise }, library: { _ in library }, report: { await box.add($0) })
    }

    /// So many people asked it, and the right article is known of each.
    private func asked(_ count: Int, in store: Store) async throws -> [Outcome] {
        for number in 0..<count {
            let message = Message(
                id: id("message-\(number)"), author: .visitor(id("visitor-\(number)")), text: Self.question)
            let change = try Conversation.receive(
                message, from: id("visitor-\(number)"), in: id("conversation-\(number)"), existing: nil,
                at: moment(1))
            _ = try await store.append(change)
        }
        return known(count)
    }

    private func known(_ count: Int) -> [Outcome] {
        (0..<count).map { Sample.audited($0, confidence: 0.9, isRight: true) }
    }

    private func open() async throws -> Store {
        try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
    }

    private static let library = LibraryFit(model: Sample.dayZero, threshold: { _ in 0.83 })

    @Test func `constants that find more right articles come into force with a confidence of their own`()
        async throws
    {
        let store = try await open()
        try await publish()
        let before = try await ledger.calibration()
        #expect(before.fusion == Self.bad)
        try await keeper(store, library: Self.library).tick(try await asked(220, in: store))
        let state = try await ledger.calibration()
        let version = try #require(try await ledger.version("fusion-1"))
        let found = try #require(version.fusion)
        #expect(found.hitBefore == 0 && found.hitHeldOut == 1 && found.cases == 220)
        #expect(version.isTaken && state.version == "fusion-1" && state.fusion == found.constants)
        // The threshold of the first day, and no promise, until answers by it are judged.
        #expect(state.whole?.threshold == 0.83 && state.whole?.isPromised == false)
        let notice = CalibrationNotice.fitted(version: "fusion-1", isTaken: true, why: version.why)
        #expect(await box.notices == [notice])
        // What was measured by the former ones says nothing on the new scale.
        #expect(state.comparable(known(10)).isEmpty)
        // One command brings both back.
        #expect(try await calibrator.use(Sample.dayZero.version, isPinned: true))
        #expect(try await ledger.calibration().fusion == Self.bad)
        #expect(try await calibrator.use(nil, isPinned: false))
        #expect(try await ledger.calibration().fusion == .standard)
    }

    @Test func `nothing is fitted on too few, on questions that were erased, or against a person's choice`()
        async throws
    {
        let store = try await open()
        try await publish()
        let outcomes = try await asked(199, in: store)
        let keeper = keeper(store, library: Self.library)
        try await keeper.tick(outcomes)
        #expect(try await ledger.calibration().fusedOutcomes == nil)
        // Ten more whose words are gone: there is another look, and too little to see.
        try await keeper.tick(
            outcomes
                + (199..<209).map {
                    Sample.audited($0, confidence: 0.9, isRight: true)
                })
        #expect(try await ledger.calibration().fusedOutcomes == 209)
        #expect(try await ledger.calibration().fusion == Self.bad)
        #expect(try await calibrator.use(Sample.dayZero.version, isPinned: true))
        try await keeper.tick(known(400))
        #expect(try await ledger.calibration().fusedOutcomes == 209)
        #expect(await box.notices.isEmpty)
    }

    @Test func `a library too small for a confidence of its own keeps its constants`() async throws {
        let store = try await open()
        try await publish()
        try await keeper(store, library: nil).tick(try await asked(220, in: store))
        #expect(try await ledger.calibration().fusion == Self.bad)
        #expect(try await ledger.version("fusion-1") == nil)
    }

    @Test func `without judged answers shadow answers alone decide nothing`() async throws {
        let store = try await open()
        try await publish()
        _ = try await asked(220, in: store)
        let shadows = (0..<220).map { Sample.shadow($0, confidence: 0.2, isRight: true) }
        try await keeper(store, library: Self.library).tick(shadows)
        #expect(try await ledger.calibration().fusedOutcomes == nil)
    }
}
