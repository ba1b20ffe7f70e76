import Kernels

/// Tries the promise that no more than an allowed share of the answers is wrong.
package struct BoundTrial: Sendable {
    /// Questions that tell the truth about a generated stream, within two thousandths.
    static let truthCount = 20_000
    package static let runsStandard = 1000
    /// Beyond this chance an excess of errors is no bad luck of the half that was tested.
    static let marginChance = 0.05

    package let errorMax: Double
    package let certainty: Double

    package init(errorMax: Double, certainty: Double) {
        self.errorMax = errorMax
        self.certainty = certainty
    }

    /// What became of one kind of stream, or of splits of one file.
    package struct Result: Sendable, Hashable, Codable {
        package let name: String
        package let runs: Int
        /// Runs in which a threshold was chosen; in the others nothing is answered.
        package let chosen: Int
        /// Runs in which more answers than allowed are wrong.
        package let violations: Int
        /// Of real splits: violations that chance does not explain. The truth of a generated stream needs no
        /// such margin.
        package let violationsBeyondMargin: Int?
        /// The mean share of questions that is answered, 0...1; 0 where no threshold was chosen.
        package let coverage: Double
        /// The same with the truth known: as much as any threshold may answer.
        package let coverageMax: Double
    }

    /// - Parameter seed: of the first stream; each has its own.
    package func generated(streams: Int = runsStandard, seed: UInt64 = 1) -> [Result] {
        GeneratedStream.all(errorMax: errorMax).map { run($0, streams: streams, seed: seed) }
    }

    private func run(_ stream: GeneratedStream, streams: Int, seed: UInt64) -> Result {
        let truth = Truth(stream)
        var (chosen, violations, coverage) = (0, 0, 0.0)
        for number in 0..<UInt64(max(0, streams)) {
            var numbers = SplitMix64(seed: seed &+ number)
            let judged = (0..<stream.judged).map { index in
                let question = stream.draw(&numbers, Double(index) / Double(stream.judged))
                return (confidence: question.confidence, isRight: numbers.share() < question.right)
            }
            guard let choice = choose(judged) else { continue }
            let point = truth.from(choice.threshold)
            chosen += 1
            violations += point.risk > errorMax ? 1 : 0
            coverage += point.coverage
        }
        return Result(
            name: stream.name, runs: streams, chosen: chosen, violations: violations,
            violationsBeyondMargin: nil, coverage: coverage / Double(max(1, streams)),
            coverageMax: truth.coverage(riskMax: errorMax))
    }

    private func choose(_ judged: [(confidence: Double, isRight: Bool)]) -> FixedSequence.Choice? {
        FixedSequence.choose(judged: judged, errorMax: errorMax, certainty: certainty)
    }

    /// Chooses on one half and counts on the other, which has bad luck of its own: so a violation counts as
    /// beyond the margin when so many errors were unlikely even at the allowed rate.
    package func splits(
        _ name: String, _ outcomes: [(confidence: Double, isRight: Bool)], runs: Int = runsStandard,
        seed: UInt64 = 1
    ) -> Result {
        var (chosen, violations, beyond, coverage) = (0, 0, 0, 0.0)
        for number in 0..<UInt64(max(0, runs)) {
            var numbers = SplitMix64(seed: seed &+ number)
            let mixed = outcomes.shuffled(using: &numbers)
            guard let choice = choose(Array(mixed.prefix(mixed.count / 2))) else { continue }
            let tested = mixed.suffix(mixed.count - mixed.count / 2)
            let answered = tested.filter { $0.confidence >= choice.threshold }
            let errors = answered.count { !$0.isRight }
            chosen += 1
            coverage += Double(answered.count) / Double(max(1, tested.count))
            guard Double(errors) > errorMax * Double(answered.count) else { continue }
            violations += 1
            let chance = BinomialTail.atLeast(errors, of: answered.count, rate: errorMax)
            beyond += chance < Self.marginChance ? 1 : 0
        }
        let scores = BinaryScores(outcomes.map { ($0.confidence, $0.isRight) })
        return Result(
            name: name, runs: runs, chosen: chosen, violations: violations, violationsBeyondMargin: beyond,
            coverage: coverage / Double(max(1, runs)), coverageMax: scores.coverage(riskMax: errorMax))
    }
}

/// The true risk of a generated stream at every threshold.
private struct Truth {
    /// Highest confidence first, with the sum of the risks down to it.
    private let points: [(confidence: Double, risk: Double)]

    init(_ stream: GeneratedStream) {
        var numbers = SplitMix64(seed: 0)
        let questions = (0..<BoundTrial.truthCount).map { _ in
            let progress = numbers.share()
            return stream.draw(&numbers, progress)
        }
        var sum = 0.0
        points = questions.sorted { $0.confidence > $1.confidence }.map { question in
            sum += 1 - question.right
            return (question.confidence, sum)
        }
    }

    /// What answering from `threshold` on answers, and how often that is wrong.
    func from(_ threshold: Double) -> (coverage: Double, risk: Double) {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].confidence >= threshold { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (0, 0) }
        return (Double(low) / Double(points.count), points[low - 1].risk / Double(low))
    }

    func coverage(riskMax: Double) -> Double {
        let last = points.indices.last { points[$0].risk <= riskMax * Double($0 + 1) }
        return last.map { Double($0 + 1) / Double(points.count) } ?? 0
    }
}
