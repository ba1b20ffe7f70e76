import Calibration
import Conversations
import Foundation
import Retrieval
import Testing

@Suite struct RefitTests {
    /// Nothing was answered from it yet that could err too often.
    private static let careful = LibraryFit(model: Sample.dayZero, threshold: { _ in 0.99 })

    /// Answers whose confidence knows one measure, while what is right hangs on another.
    private func misjudged(_ count: Int) -> [Outcome] {
        var dice = Dice(11)
        return (0..<count).map { number in
            let (seen, telling) = (dice.share() * 4 - 2, dice.share() * 12 - 4)
            let isRight = dice.share() < 1 / (1 + exp(-telling))
            return Sample.audited(
                number, confidence: 1 / (1 + exp(-seen)), isRight: isRight, threshold: 0,
                version: Sample.dayZero.version, measures: ["nearest_cosine": seen, "coverage": telling])
        }
    }

    /// Answers that are right exactly as often as their confidence says.
    private func wellJudged(_ count: Int) -> [Outcome] {
        var dice = Dice(5)
        return (0..<count).map { number in
            let seen = dice.share() * 6 - 2
            let isRight = dice.share() < 1 / (1 + exp(-seen))
            let noise = Dictionary(
                uniqueKeysWithValues: Confidence.features.map { ($0, dice.share()) })
            return Sample.audited(
                number, confidence: 1 / (1 + exp(-seen)), isRight: isRight, threshold: 0,
                version: Sample.dayZero.version, measures: noise.merging(["nearest_cosine": seen]) { $1 })
        }
    }

    @Test func `a fit that does better on what it has not seen is put in force`() async throws {
        let desk = CalibrationDesk(misjudged(2_000), library: Self.careful)
        let state = try await desk.tick()
        #expect(state.version == "fit-1" && state.model == "fit-1" && state.fits == 1)
        // What was answered before it is told by the model of before.
        let move = try #require(state.moves?.last)
        #expect(move.cause == .model && move.version == "fit-1")
        #expect(move.after.threshold == state.whole?.threshold)
        #expect(move.before.coverage != nil && (move.after.upperBound ?? 1) <= (state.whole?.upperBound ?? 0))
        let version = try #require(try await desk.ledger.version("fit-1"))
        let (now, before) = (try #require(version.metrics), try #require(version.before))
        #expect(version.isTaken && version.samples == 2_000 && now.heldOut == 2_000)
        #expect((now.auroc ?? 0) > (before.auroc ?? 1) && (now.brier ?? 1) < (before.brier ?? 0))
        #expect(version.model.features.contains { $0.name == "coverage" && $0.weight > 0 })
        #expect(state.whole?.isPromised == true)
    }

    /// By the model itself the answers that it was fitted on look far better than they are.
    @Test func `no promise rests on how a model judges what it was fitted on`() async throws {
        var dice = Dice(3)
        let noise = (0..<240).map { number in
            let measures = Dictionary(
                uniqueKeysWithValues: Confidence.features.map { ($0, dice.share()) })
            return Sample.audited(
                number, confidence: 0.3 + 0.4 * dice.share(), isRight: dice.share() < 0.8, threshold: 0,
                version: Sample.dayZero.version, measures: measures)
        }
        let desk = CalibrationDesk(noise, library: Self.careful)
        let version = try #require(try await desk.calibrator.fitNow())
        let own = noise.map { (version.model.probability($0.measures), $0.label == .right) }
        let isRightAbove = own.filter { $0.0 > 0.9 }
        #expect(isRightAbove.count > 20 && isRightAbove.count { !$0.1 } * 12 < isRightAbove.count)
        #expect((version.metrics?.auroc ?? 1) < 0.62)
        #expect(try await desk.tick().whole?.isPromised != true)
    }

    @Test func `a fit that is no better is kept with the reason and not taken`() async throws {
        let desk = CalibrationDesk(wellJudged(400))
        let state = try await desk.tick()
        #expect(state.version == nil && state.fits == 1)
        let version = try #require(try await desk.ledger.version("fit-1"))
        #expect(!version.isTaken && version.why.contains("held-out"))
        let reported = await desk.reported()
        #expect(reported.contains(.fitted(version: "fit-1", isTaken: false, why: version.why)))
        // The same outcomes again are no reason for another one.
        desk.ledger.add([])
        #expect(try await desk.tick().fits == 1)
    }

    @Test func `a roll-back stays until somebody lets fits take over again`() async throws {
        let desk = CalibrationDesk(misjudged(2_000), library: Self.careful)
        _ = try await desk.tick()
        let old = ConfidenceVersion(
            Sample.dayZero, madeAt: moment(0), isTaken: true, why: "fitted on the library itself")
        try await desk.ledger.add(old)
        #expect(try await desk.calibrator.use("day0-nowhere", isPinned: true) == false)
        #expect(try await desk.calibrator.use(old.name, isPinned: true))
        let pinned = try await desk.tick()
        #expect(pinned.version == old.name && pinned.model == old.name && pinned.isPinned)
        #expect(try await desk.calibrator.fitNow()?.isTaken == false)
        #expect(try await desk.ledger.calibration().version == old.name)
        #expect(try await desk.calibrator.use(nil, isPinned: false))
        #expect(try await desk.calibrator.fitNow()?.isTaken == true)
    }

    @Test func `outcomes of one kind fit nothing`() async throws {
        let desk = CalibrationDesk((0..<500).map { Sample.audited($0, confidence: 0.9, isRight: true) })
        #expect(try await desk.tick().fits == 0)
        #expect(try await desk.calibrator.dryFit() == nil)
        #expect(try await CalibrationDesk([]).calibrator.fitNow() == nil)
    }

    @Test func `a dry fit changes nothing`() async throws {
        let desk = CalibrationDesk(misjudged(2_000), library: Self.careful)
        #expect(try await desk.calibrator.dryFit()?.isTaken == true)
        #expect(try await desk.ledger.versions(limit: 10).isEmpty)
        #expect(try await desk.ledger.calibration() == CalibrationState())
    }
}
