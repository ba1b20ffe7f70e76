package import Conversations
package import Retrieval

/// An outcome as the model in force sees it.
package struct Scored: Hashable, Sendable {
    package let outcome: Outcome
    /// By the model in force, 0...1, whichever model decided at the time.
    package let confidence: Double

    /// Whether it is known to be right, where it may count for a bound.
    package var isRight: Bool? { outcome.source == nil ? nil : outcome.label?.isRight }
}

/// All outcomes of a window under one model.
package struct ScoredWindow: Sendable {
    /// Those of the latest decisions; older ones say little about today's questions.
    package static let outcomesMax = 20_000
    package static let daysMax = 180

    package let model: ConfidenceModel
    /// Everything with a confidence, the newest first.
    package let all: [Scored]
    /// Those that came after the last drift: what a bound may rest on.
    package let usable: [Scored]
    /// Answers that were given by words alone, without a confidence.
    package let withoutConfidence: Int

    /// - Parameters:
    ///   - crossFit: judges what `model` was fitted on; `nil` for one that was not fitted on outcomes.
    ///   - since: what was decided before says nothing any more.
    package init(
        _ outcomes: [Outcome], model: ConfidenceModel, crossFit: CrossFit? = nil, since: Timestamp? = nil
    ) {
        self.model = model
        let scored = outcomes.compactMap { outcome -> Scored? in
            guard let own = outcome.confidence else { return nil }
            let isOwn = outcome.version == model.version
            let confidence =
                crossFit?.probability(of: outcome)
                ?? (isOwn ? own : model.probability(outcome.measures))
            return Scored(outcome: outcome, confidence: confidence)
        }
        all = scored
        usable = since.map { since in scored.filter { $0.outcome.at > since } } ?? scored
        withoutConfidence = outcomes.count { $0.isAnswered && $0.confidence == nil }
    }
}

/// Models of the same kind as one that was fitted on outcomes, each without one part of the conversations:
/// what a model was fitted on is judged by the one that has not seen it, so that all that people said counts
/// for the fit and for the bound (cross-fitting).
package struct CrossFit: Hashable, Sendable, Codable {
    /// With more, each fit costs more and differs less from the model in force.
    package static let parts = 5

    /// One a part.
    let models: [ConfidenceModel]
    /// The last outcome that they were fitted on.
    let upTo: Timestamp

    /// 0...1; `nil` for what came after the fit, of which no model knows anything.
    func probability(of outcome: Outcome) -> Double? {
        guard outcome.at <= upTo, models.count == Self.parts else { return nil }
        return models[Self.part(of: outcome.conversation)].probability(outcome.measures)
    }

    /// The same on every machine.
    static func part(of conversation: ConversationID) -> Int { hash(conversation) % parts }

    /// FNV-1a of the id (Fowler, Noll, Vo), the upper half: the low bits of neighbours' ids differ too
    /// regularly.
    static func hash(_ conversation: ConversationID) -> Int {
        let hash = conversation.value.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return Int(hash >> 32)
    }
}
