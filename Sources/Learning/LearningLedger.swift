package import Conversations

/// An escalation with the gap that it was put into.
package struct FiledEscalation: Hashable, Sendable {
    package let escalation: Escalation
    package let gap: GapID?
    /// An editor put it there: no run moves it.
    package let isPinned: Bool

    package init(_ escalation: Escalation, gap: GapID?, isPinned: Bool) {
        self.escalation = escalation
        self.gap = gap
        self.isPinned = isPinned
    }

    package var id: EscalationID { escalation.id }
}

/// Where escalations are kept, and the log that they are made of. Storage keeps them.
package protocol EscalationLedger: Sendable {
    func escalationsDue(limit: Int) async throws(JournalError) -> LogPiece
    /// The events of one conversation that escalations are made of, in order.
    func escalationEvents(of id: ConversationID) async throws(JournalError) -> [Event]
    /// Other conversations of the same visitor that changed since a moment, the latest first.
    func conversations(
        besides id: ConversationID, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [ConversationID]
    /// Puts these conversations' escalations in the place of what was there, each in the gap where it was,
    /// and moves the cursor on, if nobody else did meanwhile; false then.
    func keep(
        _ escalations: [ConversationID: [Escalation]], after piece: LogPiece
    ) async throws(JournalError) -> Bool
    /// Those since a moment, the newest first.
    func escalations(since: Timestamp, limit: Int) async throws(JournalError) -> [FiledEscalation]
    func escalation(_ id: EscalationID) async throws(JournalError) -> FiledEscalation?
    /// Those of one gap, the newest first.
    func escalations(of gap: GapID, limit: Int) async throws(JournalError) -> [FiledEscalation]
}

/// The vector of a question that failed.
package struct EscalationVector: Hashable, Sendable {
    package let id: EscalationID
    /// Unit length, by the embedder that it is kept under.
    package let vector: [Float]

    package init(id: EscalationID, vector: [Float]) {
        self.id = id
        self.vector = vector
    }
}

/// Where the vectors of questions that failed are kept, for each embedder apart.
package protocol EscalationVectors: Sendable {
    /// Escalations without a vector of this embedder, the newest first.
    func escalationsWithoutVector(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [Escalation]
    func keep(_ vectors: [EscalationVector], embedder: String) async throws(JournalError)
    /// Of the escalations since a moment, the newest first.
    func escalationVectors(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [EscalationVector]
    /// Of the escalations since a moment that nobody has put anywhere yet, the oldest first.
    func homelessVectors(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [EscalationVector]
}

/// What a run, or an editor, changes about gaps.
package struct GapChange: Sendable {
    /// What was read before: somebody else's change since makes this one void.
    package let version: Int64
    /// New and changed ones.
    package var gaps: [Gap] = []
    package var moves: [EscalationID: Place] = [:]

    /// Where a question is put.
    package struct Place: Hashable, Sendable {
        /// `nil` for a question that is like none, as one without words is: nobody looks for its gap again.
        package let gap: GapID?
        package let isPinned: Bool

        package init(gap: GapID?, isPinned: Bool) {
            self.gap = gap
            self.isPinned = isPinned
        }
    }

    package init(version: Int64) { self.version = version }
}

/// Where gaps are kept.
package protocol GapLedger: Sendable {
    /// Raised by each change.
    func gapsVersion() async throws(JournalError) -> Int64
    /// The latest changed first.
    func gaps(limit: Int) async throws(JournalError) -> [Gap]
    func gap(_ id: GapID) async throws(JournalError) -> Gap?
    /// All or nothing; false when somebody changed gaps since `change.version`.
    func keep(_ change: GapChange) async throws(JournalError) -> Bool
    /// How many questions since a moment had each article as their best one.
    func questionsByArticle(since: Timestamp) async throws(JournalError) -> [String: Int]
    /// The number that the host product gave as an attribute of that name, of verified visitors whose
    /// questions failed since a moment.
    func accountValues(
        of attribute: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [ConversationID: Double]
}
