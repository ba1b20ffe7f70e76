package import Conversations

/// What the events of one conversation say about each of its decisions. Pure: the same history gives the same
/// outcomes, so that they can be made anew at any time.
package struct OutcomeFold: Sendable {
    /// The events that it reads, as they are stored.
    package static let types: Set<String> = [
        "decided", "answered", "agent_sent", "judged", "article_named", "reopened",
    ]

    /// What one person's reply says about the question that it answers.
    private struct Naming {
        let article: String?
        let at: Timestamp
    }

    private var outcomes: [Outcome] = []
    /// Of a decision that no event has followed yet.
    private var open: Int?
    /// Which decision a reply of a person takes the place of.
    private var handedOver: Int?
    private var replies: [Int: [MessageID]] = [:]
    private var namings: [MessageID: Naming] = [:]
    private var verdicts: [MessageID: [AgentID: Outcome.Verdict]] = [:]

    private init() {}

    /// In the order of the decisions.
    ///
    /// - Parameter events: of one conversation, in order; others than `types` may be missing.
    package static func outcomes(of events: [Event]) -> [Outcome] {
        var fold = OutcomeFold()
        for event in events { fold.take(event) }
        return fold.outcomes.indices.map { fold.labelled($0) }
    }

    private mutating func take(_ event: Event) {
        switch event.body {
        case .decided(let decision): decide(decision, event)
        case .answered(let answered):
            if let open { outcomes[open].answer = answered.answer }
            (open, handedOver) = (nil, nil)
        case .agentSent(let message):
            if let handedOver { replies[handedOver, default: []].append(message) }
        case .articleNamed(let message, let article):
            namings[message] = Naming(article: article, at: event.at)
        case .judged(let answer, let verdict):
            guard case .agent(let judge) = event.actor else { return }
            verdicts[answer, default: [:]][judge] = .init(judge: judge, verdict: verdict, at: event.at)
        case .reopened: (open, handedOver) = (nil, nil)
        default: break
        }
    }

    private mutating func decide(_ decision: Decision, _ event: Event) {
        (open, handedOver) = (nil, nil)
        let outcome = Outcome(
            decision, conversation: event.conversation, seq: event.seq, at: event.at)
        guard let outcome else { return }
        outcomes.append(outcome)
        if decision.outcome == .answer {
            open = outcomes.count - 1
        } else {
            handedOver = outcomes.count - 1
        }
    }

    private func labelled(_ index: Int) -> Outcome {
        var outcome = outcomes[index]
        if let answer = outcome.answer {
            judge(&outcome, by: verdicts[answer] ?? [:])
        } else {
            compare(&outcome, with: replies[index] ?? [])
        }
        return outcome
    }

    private func judge(_ outcome: inout Outcome, by verdicts: [AgentID: Outcome.Verdict]) {
        guard !verdicts.isEmpty else { return }
        outcome.verdicts = verdicts.values.sorted { ($0.at, $0.judge.value) < ($1.at, $1.judge.value) }
        outcome.judgedAt = outcome.verdicts.last?.at
        let said = Set(verdicts.values.map(\.verdict)).subtracting([.cantTell])
        outcome.label =
            switch (said.contains(.right), said.contains(.wrong)) {
            case (true, true): .contested
            case (true, false): .right
            case (false, true): .wrong
            case (false, false): .cantTell
            }
        // An answer that somebody picked to judge says nothing about the others.
        if outcome.auditRate != nil { outcome.source = .audit }
    }

    /// The first reply that was named decides: a later one may answer another question.
    private func compare(_ outcome: inout Outcome, with replies: [MessageID]) {
        guard let named = replies.lazy.compactMap({ namings[$0] }).first else { return }
        outcome.source = .shadow
        outcome.namedArticle = named.article
        outcome.judgedAt = named.at
        // Where nothing was found, Baton would have said nothing that could be right or wrong.
        guard outcome.candidate != nil else { return }
        outcome.label = named.article == outcome.candidate ? .right : .wrong
    }
}
