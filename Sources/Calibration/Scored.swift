package import Conversations
package import Retrieval

/// An outcome as the model in force sees it.
package struct Scored: Hashable, Sendable {
    package let outcome: Outcome
    /// By the model in force, 0...1, whichever model decided at the time.
    package let confidence: Double
    /// The threshold that was in force when it was decided, on the scale of the model in force; `nil` when
    /// another model decided.
    let threshold: Double?

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
    /// Those that the model was not fitted on and that came after the last drift: what a bound may rest on.
    package let usable: [Scored]
    /// Answers that were given by words alone, without a confidence.
    package let withoutConfidence: Int

    /// - Parameters:
    ///   - fittedUpTo: the last outcome that the model may have been fitted on; `nil` for one that was not
    ///     fitted on outcomes.
    ///   - since: what was decided before says nothing any more.
    package init(
        _ outcomes: [Outcome], model: ConfidenceModel, fittedUpTo: Timestamp? = nil, since: Timestamp? = nil
    ) {
        self.model = model
        all = outcomes.compactMap { outcome in
            guard let own = outcome.confidence else { return nil }
            let isOwn = outcome.version == model.version
            return Scored(
                outcome: outcome, confidence: isOwn ? own : model.probability(outcome.measures),
                threshold: isOwn ? outcome.threshold : nil)
        }
        usable = all.filter { scored in
            let outcome = scored.outcome
            if let since, outcome.at <= since { return false }
            guard let fittedUpTo else { return true }
            return outcome.at > fittedUpTo || HeldOut.contains(outcome.conversation)
        }
        withoutConfidence = outcomes.count { $0.isAnswered && $0.confidence == nil }
    }

    func within(_ area: String) -> [Scored] { usable.filter { $0.outcome.area == area } }
}

/// The conversations that no model is fitted on, so that every model can be tried on them: one in three, the
/// same on every machine.
enum HeldOut {
    static let share = 3

    static func contains(_ conversation: ConversationID) -> Bool {
        // The low bits of neighbours' ids differ too regularly.
        hash(conversation).isMultiple(of: share)
    }

    /// FNV-1a of the id (Fowler, Noll, Vo), the upper half.
    static func hash(_ conversation: ConversationID) -> Int {
        let hash = conversation.value.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return Int(hash >> 32)
    }
}
