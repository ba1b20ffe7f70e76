package import Conversations

/// What the events of one conversation say about questions that the Assistant failed. Pure: the same history
/// gives the same escalations.
package struct EscalationFold: Sendable {
    /// The events that it reads, as they are stored.
    package static let types: Set<String> = [
        "decided", "answered", "handed_off", "agent_sent", "judged", "reported", "article_named", "helped",
        "rated", "assigned", "given_back", "resolved", "reopened", "asked_again",
    ]
    /// The lowest rating, of 1 to 5, that says that an episode went well.
    static let scoreMin = 3
    /// Work on one episode counts for no longer: somebody went home with the conversation open.
    static let handlingSecondsMax = 4 * 3600

    private var questions: [Escalation] = []
    /// Those of the running episode begin here.
    private var episode = 0
    private var assignedAt: Timestamp?
    /// Which question a reply of a person answers.
    private var replied: [MessageID: Int] = [:]

    private init() {}

    /// In the order of the decisions; questions that did not fail are left out.
    ///
    /// - Parameter events: of one conversation, in order; others than `types` may be missing.
    package static func escalations(of events: [Event]) -> [Escalation] {
        questions(of: events).filter { !$0.causes.isEmpty }
    }

    /// Those that did not fail as well.
    static func questions(of events: [Event]) -> [Escalation] {
        var fold = EscalationFold()
        for event in events { fold.take(event) }
        return fold.questions
    }

    private mutating func take(_ event: Event) {
        switch event.body {
        case .decided(let decision): decide(decision, event)
        case .answered(let answered): answer(answered)
        case .handedOff(let handedOff): handOver(handedOff)
        case .agentSent(let message): reply(message)
        case .judged(let answer, .wrong): fault(answer, .report)
        case .reported(let answer, let flaw): fault(answer, .report, flaw)
        case .helped(let answer, false): fault(answer, .rating)
        case .rated(let score) where score < Self.scoreMin: rateLow()
        case .articleNamed(let message, let article): name(article, message)
        case .askedAgain(let again): repeated(again)
        case .assigned: assignedAt = assignedAt ?? event.at
        case .givenBack: end(.givenBack, event.at)
        case .resolved: end(.resolved, event.at)
        case .reopened: (episode, assignedAt) = (questions.count, nil)
        default: break
        }
    }

    private mutating func decide(_ decision: Decision, _ event: Event) {
        // A greeting, a rule of the house and a wish for a person are no questions to the knowledge base.
        guard decision.outcome != .courtesy, decision.outcome != .clarify, decision.rule == nil,
            !decision.snapshot.isEmpty
        else { return }
        questions.append(
            Escalation(decision, conversation: event.conversation, seq: event.seq, at: event.at))
    }

    private var running: Int? { questions.count > episode ? questions.count - 1 : nil }

    private mutating func answer(_ answered: EventBody.Answered) {
        guard let running, questions[running].answer == nil else { return }
        questions[running].answer = answered.answer
        questions[running].cited = unique(answered.citations.map(\.article))
    }

    private mutating func handOver(_ handedOff: EventBody.HandedOff) {
        guard let running else { return }
        switch handedOff.reason {
        case .lowConfidence, .missingKnowledge: questions[running].causes.insert(.handedOver)
        case .repeatedQuestion: questions[running].causes.insert(.repeated)
        case .visitorRequest where questions[running].answer != nil:
            questions[running].causes.insert(.abandoned)
        default: break
        }
    }

    private mutating func reply(_ message: MessageID) {
        guard let running else { return }
        questions[running].replies.append(message)
        replied[message] = running
    }

    private mutating func fault(_ answer: MessageID, _ cause: Escalation.Cause, _ flaw: AnswerFlaw? = nil) {
        guard let index = questions.lastIndex(where: { $0.answer == answer }) else { return }
        questions[index].causes.insert(cause)
        questions[index].flaw = flaw ?? questions[index].flaw
    }

    /// What was answered and is asked again was not answered; what was handed over has failed already.
    private mutating func repeated(_ again: EventBody.AskedAgain) {
        guard let index = questions.firstIndex(where: { $0.seq == again.decision }),
            questions[index].answer != nil
        else { return }
        questions[index].causes.insert(.repeated)
    }

    /// A whole episode was rated: what it says it says of the Assistant only where nobody else answered.
    private mutating func rateLow() {
        guard let running, questions[running].answer != nil, questions[running].replies.isEmpty else {
            return
        }
        questions[running].causes.insert(.rating)
    }

    /// The last word of the team counts.
    private mutating func name(_ article: String?, _ message: MessageID) {
        guard let index = replied[message] else { return }
        questions[index].named = article ?? ""
        let contradicts = article.map { !questions[index].cited.contains($0) } ?? true
        if questions[index].answer != nil, contradicts {
            questions[index].causes.insert(.contradiction)
        } else {
            questions[index].causes.remove(.contradiction)
        }
    }

    private mutating func end(_ ending: Escalation.Ending, _ at: Timestamp) {
        defer { assignedAt = nil }
        guard let running else { return }
        questions[running].ending = ending
        if let assignedAt {
            let seconds = min(at.seconds(since: assignedAt), Self.handlingSecondsMax)
            questions[running].handlingSeconds = (questions[running].handlingSeconds ?? 0) + max(0, seconds)
        }
    }

    private func unique(_ articles: [String]) -> [String] {
        var seen = Set<String>()
        return articles.filter { seen.insert($0).inserted }
    }
}
