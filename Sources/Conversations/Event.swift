/// One immutable fact in a conversation's log.
package struct Event: Hashable, Sendable {
    package let conversation: ConversationID
    /// 1, 2, 3 ... without gaps within the conversation.
    package let seq: Int
    /// Place in the global log; rises, but may have gaps.
    package let position: Int64
    package let at: Timestamp
    package let actor: Actor
    package let body: EventBody

    package init(
        conversation: ConversationID, seq: Int, position: Int64, at: Timestamp, actor: Actor, body: EventBody
    ) {
        self.conversation = conversation
        self.seq = seq
        self.position = position
        self.at = at
        self.actor = actor
        self.body = body
    }
}

/// An event with what one reader needs to show it in order.
package struct DeliveredEvent: Hashable, Sendable {
    package let event: Event
    /// The seq of the event before it that this reader may see; 0 when it is the first.
    package let prev: Int
    /// The texts that the event refers to; missing once they were erased.
    package let message: Message?

    package init(event: Event, prev: Int, message: Message?) {
        self.event = event
        self.prev = prev
        self.message = message
    }
}

/// What happened. Payloads refer to texts by message id and never hold a person's words.
package enum EventBody: Hashable, Sendable {
    case started(visitor: VisitorID)
    case visitorSent(message: MessageID)
    case agentSent(message: MessageID)
    case answerStarted(AnswerLease)
    case answered(Answered)
    case askedBack(AskedBack)
    case answerInterrupted(Interrupted)
    case decided(Decision)
    case handedOff(HandedOff)
    case contactOffered
    case contactLeft(message: MessageID)
    case assigned(agent: AgentID)
    case givenBack
    case resolved
    case reopened(episode: Int)
    /// 1 (bad) to 5 (good).
    case rated(score: Int)
    /// The visitor's answer to "did this help?".
    case helped(answer: MessageID, helped: Bool)
    /// The visitor's word on whether a model may be trained with what they wrote; the last one counts, in all
    /// their conversations.
    case consented(training: Bool)
    /// Replies of the team up to this seq went out as mail.
    case mailed(seqTo: Int)
    case mailFailed(MailFailed)
    /// The team's own words to itself.
    case noted(message: MessageID)
    case reported(answer: MessageID, flaw: AnswerFlaw)
    /// Whether an answer is right, by somebody who looked; each judge's last verdict counts.
    case judged(answer: MessageID, verdict: AnswerVerdict)
    /// Which article answers what a person had to answer; `nil` when none does.
    case articleNamed(message: MessageID, article: String?)
    /// The visitor moved to another page; it lies beside the log, like a text.
    case pageChanged(message: MessageID)
    /// The host product vouched for the visitor: from here on the conversation is this person's.
    case claimed(visitor: VisitorID)
    /// The visitor asked the same again later: what was decided here did not help.
    case askedAgain(AskedAgain)
    /// The words of the conversation are gone; what happened in it stays true.
    case redacted(Redaction)
    /// A type or a version that this release does not know, kept as it was written.
    case unknown(type: String, version: Int, json: String)

    package struct AskedAgain: Hashable, Sendable, Codable {
        /// The seq of the decision, here.
        package let decision: Int
        /// Where it was asked again, and the seq of the decision there.
        package let conversation: ConversationID
        package let seq: Int

        package init(decision: Int, conversation: ConversationID, seq: Int) {
            self.decision = decision
            self.conversation = conversation
            self.seq = seq
        }
    }

    /// Why words are gone.
    package enum Redaction: String, Hashable, Sendable, Codable, CaseIterable {
        /// The person asked for it.
        case person
        /// They were older than the operator keeps words.
        case age
    }

    package struct Answered: Hashable, Sendable, Codable {
        package let answer: MessageID
        package let citations: [Citation]
        /// Whether to ask if it helped: true for what was quoted, false for a greeting.
        package let asksIfHelped: Bool

        package init(answer: MessageID, citations: [Citation], asksIfHelped: Bool) {
            self.answer = answer
            self.citations = citations
            self.asksIfHelped = asksIfHelped
        }

        enum CodingKeys: String, CodingKey {
            case answer, citations
            case asksIfHelped = "asks_if_helped"
        }
    }

    package struct Interrupted: Hashable, Sendable, Codable {
        package enum Why: String, Sendable, Hashable, Codable {
            /// The visitor wrote again before the answer stood.
            case visitorWrote = "visitor_wrote"
            /// A person took the conversation over, or it was closed.
            case takenOver = "taken_over"
            /// The run ended without finishing: a crash, or its lease ran out.
            case lapsed
        }

        package let answer: MessageID
        package let why: Why

        package init(answer: MessageID, why: Why) {
            self.answer = answer
            self.why = why
        }
    }

    package struct HandedOff: Hashable, Sendable, Codable {
        package let reason: HandoffReason
        /// The messages that made up the question, for the brief.
        package let question: [MessageID]
        /// What was found and not good enough, for the brief.
        package let found: [Decision.Candidate]
        /// How many people were online at that moment, as the visitor was told.
        package let online: Int

        package init(
            reason: HandoffReason, question: [MessageID], found: [Decision.Candidate], online: Int
        ) {
            self.reason = reason
            self.question = question
            self.found = found
            self.online = online
        }
    }
}

/// The right to answer a conversation: one at a time, until a moment.
package struct AnswerLease: Hashable, Sendable, Codable {
    package let answer: MessageID
    /// The process that holds it.
    package let node: String
    /// The visitor's last message that the answer takes into account.
    package let visitorSeq: Int
    package let until: Timestamp

    package init(answer: MessageID, node: String, visitorSeq: Int, until: Timestamp) {
        self.answer = answer
        self.node = node
        self.visitorSeq = visitorSeq
        self.until = until
    }

    enum CodingKeys: String, CodingKey {
        case answer, node, until
        case visitorSeq = "visitor_seq"
    }
}

extension EventBody {
    /// Who may read it. The visitor sees what happened, the team also sees why.
    package var readership: Readership {
        switch self {
        case .decided, .noted, .reported, .judged, .articleNamed, .pageChanged, .claimed, .mailed,
            .mailFailed, .askedAgain, .unknown:
            .team
        default: .everyone
        }
    }

    /// Whether it leaves the conversation where it is in the lists: nobody said or decided anything.
    var isAside: Bool {
        switch self {
        case .reported, .judged, .articleNamed, .pageChanged, .claimed, .askedAgain, .redacted,
            .consented:
            true
        default: false
        }
    }

    /// The text that the event refers to.
    package var message: MessageID? {
        switch self {
        case .visitorSent(let id), .agentSent(let id), .contactLeft(let id), .noted(let id),
            .pageChanged(let id):
            id
        case .answered(let answered): answered.answer
        case .askedBack(let asked): asked.message
        case .answerInterrupted(let interrupted): interrupted.answer
        case .decided(let decision): decision.rewriting?.message
        default: nil
        }
    }
}

extension EventBody {
    /// Replies up to `seqTo` will not reach the visitor as mail.
    package struct MailFailed: Hashable, Sendable, Codable {
        package enum Why: String, Sendable, Hashable, Codable, CaseIterable {
            case refused
            case unreachable
            case timedOut = "timed_out"
        }

        package static let detailCharactersMax = 200

        package let seqTo: Int
        package let why: Why
        /// What the mail server said, or what is to be looked at. Without addresses: events hold no words of
        /// a person.
        package let detail: String

        package init(seqTo: Int, why: Why, detail: String) {
            self.seqTo = seqTo
            self.why = why
            self.detail = String(detail.prefix(Self.detailCharactersMax))
        }

        enum CodingKeys: String, CodingKey {
            case why, detail
            case seqTo = "seq_to"
        }
    }
}
