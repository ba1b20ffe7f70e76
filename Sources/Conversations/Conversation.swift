/// One thread between a visitor, the Assistant and the team: the state that its events add up to.
package struct Conversation: Hashable, Sendable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// The Assistant answers.
        case assistant
        /// Waits for a person.
        case queued
        /// A person has it.
        case assigned
        case resolved
    }

    /// An episode of thousands of events is a loop or an attack, not a question.
    package static let eventsMax = 20_000
    /// Pages that one episode takes: more say nothing, and somebody could script them.
    package static let pagesMax = 100

    package let id: ConversationID
    /// Whose it is; an anonymous visitor's until the host product says who that is.
    package private(set) var visitor: VisitorID
    package let startedAt: Timestamp
    package var seq = 0
    package var updatedAt: Timestamp
    package var status = Status.assistant
    package var agent: AgentID?
    package var episode = 1
    /// The seq of the visitor's last message.
    package var visitorSeq = 0
    /// The visitor's messages up to this seq were answered, or are a person's to answer.
    package var handledSeq = 0
    package var lease: AnswerLease?
    package var lastAnswer: MessageID?
    package var lastMessage: MessageID?
    package var reason: HandoffReason?
    package var queuedAt: Timestamp?
    package var contactOfferedAt: Timestamp?
    package var hasContact = false
    package var score: Int?
    /// The seq of the event with the page that the visitor was last seen on.
    package var pageSeq = 0
    /// Pages moved to in this episode.
    package var pages = 0

    package init(id: ConversationID, visitor: VisitorID, startedAt: Timestamp) {
        self.id = id
        self.visitor = visitor
        self.startedAt = startedAt
        updatedAt = startedAt
    }

    /// Whether the Assistant owes the visitor an answer.
    package var needsAnswer: Bool { status == .assistant && visitorSeq > handledSeq }
}

extension Conversation {
    /// Takes one event in. Total: an event that does not fit changes only what it names, so history always
    /// folds.
    package mutating func apply(_ body: EventBody, seq: Int, at: Timestamp) {
        self.seq = seq
        if !body.isAside { updatedAt = at }
        switch body {
        case .visitorSent(let message):
            visitorSeq = seq
            pageSeq = seq
            lastMessage = message
            if status != .assistant { handledSeq = seq }
        case .agentSent(let message): lastMessage = message
        case .answerStarted(let lease): self.lease = lease
        case .answered(let answered):
            applySaid(answered.answer)
            lastAnswer = answered.answer
        case .askedBack(let asked): applySaid(asked.message)
        case .answerInterrupted: lease = nil
        case .handedOff(let handedOff): applyHandedOff(handedOff.reason, at: at)
        case .contactOffered: contactOfferedAt = at
        case .contactLeft: hasContact = true
        case .assigned(let agent):
            status = .assigned
            self.agent = agent
            queuedAt = nil
        case .givenBack: applyReturned(to: .assistant)
        case .resolved: applyReturned(to: .resolved)
        case .reopened(let episode): applyReopened(episode)
        case .rated(let score): self.score = score
        case .pageChanged:
            pageSeq = seq
            pages += 1
        case .claimed(let visitor): self.visitor = visitor
        case .started, .decided, .helped, .consented, .noted, .reported, .judged, .articleNamed, .mailed,
            .mailFailed,
            .askedAgain, .redacted, .unknown:
            break
        }
    }

    /// The Assistant has spoken.
    private mutating func applySaid(_ message: MessageID) {
        handledSeq = lease?.visitorSeq ?? visitorSeq
        lease = nil
        lastMessage = message
    }

    private mutating func applyHandedOff(_ reason: HandoffReason, at: Timestamp) {
        status = .queued
        self.reason = reason
        queuedAt = at
        contactOfferedAt = nil
        handledSeq = visitorSeq
    }

    private mutating func applyReturned(to status: Status) {
        self.status = status
        agent = nil
        reason = nil
        queuedAt = nil
        contactOfferedAt = nil
        handledSeq = visitorSeq
    }

    private mutating func applyReopened(_ episode: Int) {
        applyReturned(to: .assistant)
        self.episode = episode
        score = nil
        pages = 0
    }

    /// The state that a whole history adds up to; `nil` when it does not begin with `started`.
    package static func folded(_ events: [Event]) -> Conversation? {
        guard let first = events.first, case .started(let visitor) = first.body else { return nil }
        var conversation = Conversation(id: first.conversation, visitor: visitor, startedAt: first.at)
        for event in events {
            conversation.apply(event.body, seq: event.seq, at: event.at)
        }
        return conversation
    }
}
