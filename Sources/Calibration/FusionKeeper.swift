package import Conversations
import Embedding
import Kernels
import Knowledge
package import Retrieval

/// Looks, as people come to know more right articles, whether other constants of the fusion would have found
/// them, and takes these together with the confidence that the library has by them: the work of one node at
/// a time.
package actor FusionKeeper {
    /// Shadow answers alone are the questions that Baton found hard: what helps them may harm all others.
    static let auditsMin = 50

    private let ledger: any CalibrationLedger
    private let journal: any Journal
    private let index: SearchIndex
    private let clock: any WallClock
    private let promise: @Sendable () -> ErrorPromise
    private let library: @Sendable (Snapshot) async throws -> LibraryFit?
    private let report: @Sendable (CalibrationNotice) async -> Void

    /// - Parameter library: fits the confidence on the library itself, as a snapshot of it ranks.
    package init(
        ledger: any CalibrationLedger, journal: any Journal, index: SearchIndex, clock: any WallClock,
        promise: @escaping @Sendable () -> ErrorPromise,
        library: @escaping @Sendable (Snapshot) async throws -> LibraryFit?,
        report: @escaping @Sendable (CalibrationNotice) async -> Void
    ) {
        self.ledger = ledger
        self.journal = journal
        self.index = index
        self.clock = clock
        self.promise = promise
        self.library = library
        self.report = report
    }

    /// - Parameter window: the latest outcomes, when something was new among them.
    package func tick(_ window: [Outcome]?) async throws {
        guard let window else { return }
        let state = try await ledger.calibration()
        let known = Array(known(window).prefix(FusionFit.casesMax))
        // What a person chose stays; and what was chosen must have reached this node's index.
        guard !state.isPinned, state.fusion == index.constants, isDue(known, state),
            let embedder = index.embedder
        else { return }
        var next = state
        next.fusedOutcomes = known.count
        let cases = try await cases(known, Weights(window), embedder)
        guard let found = FusionFit(cases, against: state.fusion).run(),
            let version = try await version(of: found, known, &next)
        else {
            _ = try await ledger.keep(next, insteadOf: state, with: nil)
            return
        }
        guard try await ledger.keep(next, insteadOf: state, with: version) else { return }
        await report(.fitted(version: version.name, isTaken: version.isTaken, why: version.why))
    }

    /// The newest first, of articles that are there.
    private func known(_ window: [Outcome]) -> [Outcome] {
        let articles = Set(index.current.manifest.parts.map(\.article))
        return window.filter { $0.rightArticle.map(articles.contains) == true }
    }

    private func isDue(_ known: [Outcome], _ state: CalibrationState) -> Bool {
        known.count >= FusionFit.casesMin && known.count { $0.source == .audit } >= Self.auditsMin
            && Double(known.count) >= Double(state.fusedOutcomes ?? 0) * Refit.growthMin
    }

    /// Each question asked anew, as the library is now. An erased question has no text, and is no case.
    private func cases(
        _ known: [Outcome], _ weights: Weights, _ embedder: any Embedder
    ) async throws -> [FusionCase] {
        let (snapshot, texts) = (index.current, QuestionText(journal))
        var cases: [FusionCase] = []
        for outcome in known {
            try Task.checkCancellation()
            guard let article = outcome.rightArticle.flatMap(ArticleID.init),
                let text = try await texts.text(
                    of: outcome.question, in: outcome.conversation, before: outcome.seq)
            else { continue }
            let query = Query(text: text, pageArea: outcome.area)
            let embedded = snapshot.embedded(query)
            guard !embedded.isEmpty else { continue }
            let made = try await embedder.vectors(of: [embedded], isUrgent: false)
            let weight = min(Refit.weightMax, weights.weight(of: outcome))
            let one = made.first.flatMap {
                snapshot.fusionCase(
                    query, vector: $0, right: [article], group: CrossFit.hash(outcome.conversation),
                    weight: weight)
            }
            if let one { cases.append(one) }
        }
        return cases
    }

    /// The constants with the confidence that the library has by them, so that none is asked for what it was
    /// not made for; `nil` where the library is too small: then nothing would keep the error rate.
    private func version(
        of found: FusionFit.Found, _ known: [Outcome], _ next: inout CalibrationState
    ) async throws -> ConfidenceVersion? {
        guard let fit = try await library(index.current.fused(by: found.constants)) else { return nil }
        next.fits += 1
        let model = fit.model.renamed("fusion-\(next.fits)")
        var version = ConfidenceVersion(
            model, madeAt: clock.now(), isTaken: found.isBetter, why: Self.words(found))
        version.constants = found.constants
        version.fusion = found
        version.samples = found.cases
        version.from = known.map(\.at).min()
        version.to = known.map(\.at).max()
        guard found.isBetter else { return version }
        next.use(version)
        // The threshold of the first day on the new scale, until answers by it are judged.
        next.whole = Standing(
            threshold: fit.threshold(promise()) ?? ThresholdBoard.standardThresholdMax, basis: .dayZero)
        return version
    }

    private static func words(_ found: FusionFit.Found) -> String {
        func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
        let hits =
            "the right article first for \(percent(found.hitHeldOut)) instead of \(percent(found.hitBefore))"
        return (found.isBetter ? "other weights of words and vectors: " : "no better beyond chance: ") + hits
    }
}
