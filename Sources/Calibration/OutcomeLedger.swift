package import Conversations

/// Where outcomes, versions and decisions of thresholds are kept. Storage keeps them.
package protocol OutcomeLedger: Sendable {
    /// The next events in the log's order that outcomes are made of.
    func outcomesDue(limit: Int) async throws(JournalError) -> LogPiece

    /// The events of one conversation that outcomes are made of, in order.
    func outcomeEvents(of id: ConversationID) async throws(JournalError) -> [Event]

    /// Puts these conversations' outcomes in the place of what was there, and moves the cursor on, if nobody
    /// else did meanwhile; false then.
    func keep(
        _ outcomes: [ConversationID: [Outcome]], after due: LogPiece
    ) async throws(JournalError) -> Bool

    /// Of the decisions since a moment, the newest first.
    func outcomes(since: Timestamp, limit: Int) async throws(JournalError) -> [Outcome]
}

/// Where versions of the confidence and the state of its thresholds are kept.
package protocol CalibrationLedger: Sendable {
    func calibration() async throws(JournalError) -> CalibrationState
    /// Stores the state, if it still is what `before` was; false otherwise. All nodes hear of it.
    func keep(
        _ state: CalibrationState, insteadOf before: CalibrationState, with version: ConfidenceVersion?
    ) async throws(JournalError) -> Bool
    /// Adds a version unless there is one of its name.
    func add(_ version: ConfidenceVersion) async throws(JournalError)
    func version(_ name: String) async throws(JournalError) -> ConfidenceVersion?
    /// The newest first.
    func versions(limit: Int) async throws(JournalError) -> [ConfidenceVersion]
}

/// Answers that were drawn to be judged, as people work through them.
package protocol AuditQueue: Sendable {
    /// Waiting ones the oldest first, the others the latest first; behind a place in that order.
    func audits(
        _ state: AuditState, after: AuditPlace?, limit: Int
    ) async throws(JournalError) -> [Outcome]

    /// How many wait, up to `limit`.
    func waitingAudits(limit: Int) async throws(JournalError) -> Int
}

/// Which of the drawn answers are asked for.
package enum AuditState: String, Hashable, Sendable, CaseIterable {
    case waiting
    case judged
    case contested
}

/// A place in a list of outcomes.
package struct AuditPlace: Hashable, Sendable {
    package let at: Timestamp
    package let conversation: ConversationID
    package let seq: Int

    package init(at: Timestamp, conversation: ConversationID, seq: Int) {
        self.at = at
        self.conversation = conversation
        self.seq = seq
    }

    package init(_ outcome: Outcome) {
        self.init(at: outcome.at, conversation: outcome.conversation, seq: outcome.seq)
    }

    /// As `text` wrote it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let at = Int64(parts[0]), let seq = Int(parts[1]),
            let conversation = ConversationID(String(parts[2]))
        else { return nil }
        self.init(at: Timestamp(milliseconds: at), conversation: conversation, seq: seq)
    }

    package var text: String { "\(at.milliseconds).\(seq).\(conversation.value)" }
}
