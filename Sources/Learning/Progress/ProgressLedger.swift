package import Conversations

/// A question that visitors asked, and how it went.
package struct AskedQuestion: Hashable, Sendable {
    package let id: EscalationID
    package let at: Timestamp
    /// The article that was found first.
    package let candidate: String?
    package let isAnswered: Bool
    /// Whether something showed that the Assistant failed it.
    package let hasFailed: Bool
    /// Where it was put when it failed.
    package let gap: GapID?

    package init(
        id: EscalationID, at: Timestamp, candidate: String?, isAnswered: Bool, hasFailed: Bool, gap: GapID?
    ) {
        self.id = id
        self.at = at
        self.candidate = candidate
        self.isAnswered = isAnswered
        self.hasFailed = hasFailed
        self.gap = gap
    }

    /// One that was neither answered nor failed was asked back, or is being answered.
    package var isSettled: Bool { isAnswered || hasFailed }
    package var isSolved: Bool { isAnswered && !hasFailed }
}

/// When a question of a gap failed.
package struct FailedMoment: Hashable, Sendable {
    package let gap: GapID
    package let at: Timestamp

    package init(gap: GapID, at: Timestamp) {
        self.gap = gap
        self.at = at
    }
}

/// What is counted after publications. Storage keeps it.
package protocol ProgressLedger: Sendable {
    /// What was asked since a moment, the newest first.
    func askedQuestions(since: Timestamp, limit: Int) async throws(JournalError) -> [AskedQuestion]
    /// Failed questions of all gaps since a moment, the newest first.
    func failedMoments(since: Timestamp, limit: Int) async throws(JournalError) -> [FailedMoment]
}
