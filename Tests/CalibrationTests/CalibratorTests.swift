import BatonTesting
import Calibration
import Conversations
import FoundationEssentials
import Retrieval
import Synchronization
import Testing

@Suite struct CalibratorTests {
    /// As the library itself would give it.
    private static let library = LibraryFit(model: Sample.dayZero, threshold: { _ in 0.8 })

    private func audited(_ number: Int, _ isRight: Bool, area: String? = nil) -> Outcome {
        Sample.audited(
            number, confidence: 0.6 + Double(number % 40) / 100, isRight: isRight, threshold: 0.6,
            version: Sample.dayZero.version, area: area)
    }

    @Test func `until enough is judged the conservative threshold holds, and no promise`() async throws {
        let desk = CalibrationDesk((0..<99).map { audited($0, true) })
        _ = try await desk.tick()
        let standing = desk.board.standing(of: nil, under: Sample.dayZero.version)
        #expect(standing.basis == .dayZero && standing.threshold == 0.8 && !standing.isPromised)
        let bare = CalibrationDesk([], library: nil)
        _ = try await bare.tick()
        #expect(bare.board.standing(of: nil, under: "hand-1").basis == .standard)
    }

    @Test func `a hundred judged answers make a promise, and it is reported once`() async throws {
        let desk = CalibrationDesk((0..<200).map { audited($0, true) })
        let state = try await desk.tick()
        #expect(state.whole?.basis == .audit && state.whole?.threshold == 0.6)
        #expect((state.whole?.upperBound ?? 1) < 0.05)
        #expect(desk.board.standing(of: "billing", under: Sample.dayZero.version).isPromised)
        _ = try await desk.tick()
        #expect(await desk.reported().count == 1)
    }

    @Test func `a move says what it changed for the questions of the window, and is noted once`() async throws
    {
        let desk = CalibrationDesk((0..<200).map { audited($0, true) })
        _ = try await desk.tick()
        let state = try await desk.tick()
        let move = try #require(state.moves?.first)
        #expect(state.moves?.count == 1 && move.cause == .judged && move.questions == 200)
        #expect(move.before.threshold == 0.8 && move.before.coverage == 0.5)
        #expect(move.after.threshold == 0.6 && move.after.coverage == 1)
        #expect(move.after.upperBound == state.whole?.upperBound)
        #expect((move.before.upperBound ?? 0) > (move.after.upperBound ?? 1))
        // An older release kept a state without them.
        let plain = try JSONDecoder().decode(
            CalibrationState.self, from: try JSONEncoder().encode(CalibrationState()))
        #expect(plain.moves == nil)
    }

    @Test func `of very many moves the latest are kept`() async throws {
        let desk = CalibrationDesk([])
        for number in 0..<40 {
            desk.ledger.add((0..<150).map { audited(number * 150 + $0, number.isMultiple(of: 2)) })
            desk.clock.advance(seconds: 40 * 86_400)
            _ = try await desk.tick()
        }
        let moves = try #require(try await desk.ledger.calibration().moves)
        #expect(moves.count <= ThresholdMove.keptMax && moves.map(\.at) == moves.map(\.at).sorted())
    }

    @Test func `few answers a day are all judged, and of many the share that was asked for`() async throws {
        var state = CalibrationState()
        #expect(state.auditRate(share: 0.05, daily: 10) == 1)
        state.answersPerDay = 40
        #expect(state.auditRate(share: 0.05, daily: 10) == 0.25)
        state.answersPerDay = 4_000
        #expect(state.auditRate(share: 0.05, daily: 10) == 0.05)
        #expect(state.auditRate(share: 0, daily: 0) == 0)
        let desk = CalibrationDesk([])
        let now = Int(desk.clock.now().milliseconds / 1_000)
        desk.ledger.add((0..<70).map { audited(now - $0, true) } + [audited(now - 8 * 86_400, true)])
        #expect(try await desk.tick().answersPerDay == 10)
    }

    @Test func `too few for a promise may be enough to be more careful`() async throws {
        let library = LibraryFit(model: Sample.dayZero, threshold: { _ in 0.6 })
        let desk = CalibrationDesk((0..<60).map { audited($0, $0 % 40 >= 10) }, library: library)
        let state = try await desk.tick()
        #expect(state.whole?.basis == .worse && state.whole?.isPromised == false)
        #expect((state.whole?.threshold ?? 0) > 0.6)
    }

    @Test func `what was decided for other confidences or a laxer promise is not relied on`() async throws {
        let desk = CalibrationDesk((0..<200).map { audited($0, true) })
        let state = try await desk.tick()
        #expect(!desk.board.standing(of: nil, under: "fit-9").isPromised)
        let strict = ThresholdBoard(promise: { ErrorPromise(errorMax: 0.01, certainty: 0.95) })
        strict.take(Self.library)
        strict.take(state)
        #expect(!strict.standing(of: nil, under: Sample.dayZero.version).isPromised)
        #expect(strict.standing(of: nil, under: Sample.dayZero.version).threshold == 0.8)
    }

    @Test func `an area with enough judged answers has a threshold of its own`() async throws {
        let desk = CalibrationDesk(
            (0..<660).map { number in
                let isRare = number.isMultiple(of: 11)
                // Of the rare ones those with little confidence are wrong.
                return audited(
                    number, !(isRare && number % 40 < 10), area: isRare ? "refunds" : "billing")
            })
        let state = try await desk.tick()
        #expect(state.areas["billing"]?.basis == .audit)
        // Too few to say how good it is, enough to say that it is too bad.
        #expect(state.areas["refunds"]?.basis == .worse)
        let whole = desk.board.standing(of: nil, under: Sample.dayZero.version).threshold
        #expect(desk.board.standing(of: "refunds", under: Sample.dayZero.version).threshold > whole)
        #expect(desk.board.standing(of: "shipping", under: Sample.dayZero.version).threshold == whole)
    }

    @Test func `answers that begin to err move it to the safe side, and only new ones move it back`()
        async throws
    {
        let desk = CalibrationDesk((0..<400).map { audited($0, true) })
        // No fit takes over meanwhile.
        #expect(try await desk.calibrator.use(nil, isPinned: true))
        #expect(try await desk.tick().whole?.threshold == 0.6)
        desk.ledger.add((400..<480).map { audited($0, $0.isMultiple(of: 2)) })
        let drifted = try await desk.tick()
        #expect(drifted.whole?.basis == .drift && drifted.whole?.upperBound == nil)
        #expect((drifted.whole?.threshold ?? 0) >= 0.8 && drifted.drift?.from == 0.6)
        let move = try #require(drifted.moves?.last)
        #expect(move.cause == .drift && move.before.threshold == 0.6)
        #expect((move.after.coverage ?? 1) < (move.before.coverage ?? 0))
        let notices = await desk.reported()
        #expect(notices.contains { if case .drifted = $0 { true } else { false } })
        // The good old answers do not speak any more.
        #expect(try await desk.tick().whole?.basis == .drift)
        let now = Int(desk.clock.now().milliseconds / 1_000)
        desk.ledger.add(
            (1..<200).map {
                Sample.audited(
                    now + $0, confidence: 0.95, isRight: true, threshold: 0.9,
                    version: Sample.dayZero.version)
            })
        desk.clock.advance(milliseconds: 3_600_000)
        #expect(try await desk.tick().whole?.basis == .audit)
    }
}
