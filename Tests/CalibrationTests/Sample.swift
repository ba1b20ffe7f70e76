import Calibration
import Conversations
import Retrieval
import Testing

/// An id for a test; the names of tests are long enough to be valid ones.
func id<Kind>(_ name: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(name) else { preconditionFailure("\(name) is no id") }
    return id
}

func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1_000) }

/// Numbers that look random and are the same in each run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func share() -> Double { Double.random(in: 0..<1, using: &self) }
}

/// Outcomes as a fold would make them.
struct Sample {
    static let version = "hand-1"
    /// Its confidence is the logistic of one measure.
    static let dayZero = ConfidenceModel(
        version: "day0-aabbccdd", features: [.init(name: "nearest_cosine", weight: 1)], bias: 0)

    /// A decision whose confidence was held against a threshold.
    static func outcome(
        _ number: Int, confidence: Double, threshold: Double = 0.5, version: String = Self.version,
        area: String? = nil, auditRate: Double = 0.1, measures: [String: Double] = [:]
    ) -> Outcome {
        let isAnswered = confidence >= threshold
        return Outcome(
            conversation: id("conversation-\(number)"), seq: 4, at: moment(number),
            answer: isAnswered ? id("answer-\(number)") : nil, confidence: confidence, version: version,
            threshold: threshold, area: area, band: nil, isHeldBack: !isAnswered,
            auditRate: isAnswered ? auditRate : nil, question: [id("message-\(number)")],
            candidate: "install",
            measures: measures)
    }

    static func audited(
        _ number: Int, confidence: Double, isRight: Bool, threshold: Double = 0.5,
        version: String = Self.version, area: String? = nil, auditRate: Double = 0.1,
        measures: [String: Double] = [:]
    ) -> Outcome {
        var outcome = outcome(
            number, confidence: confidence, threshold: threshold, version: version, area: area,
            auditRate: auditRate, measures: measures)
        outcome.source = .audit
        outcome.label = isRight ? .right : .wrong
        return outcome
    }

    static func shadow(
        _ number: Int, confidence: Double, isRight: Bool, threshold: Double = 0.5,
        measures: [String: Double] = [:]
    ) -> Outcome {
        var outcome = outcome(number, confidence: confidence, threshold: threshold, measures: measures)
        outcome.source = .shadow
        outcome.label = isRight ? .right : .wrong
        outcome.namedArticle = isRight ? "install" : nil
        return outcome
    }

    static func window(_ outcomes: [Outcome], since: Timestamp? = nil) -> ScoredWindow {
        ScoredWindow(outcomes, model: .byHand, since: since)
    }
}
