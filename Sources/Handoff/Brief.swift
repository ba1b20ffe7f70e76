package import Conversations

/// What an agent reads first: what the visitor wants, what was tried, why it stopped, what to do next.
package struct Brief: Hashable, Sendable {
    package static let wantsCharactersMax = 280
    package static let foundMax = 3

    package let wants: String
    package let tried: String
    package let why: String
    package let next: String
    /// Articles that were found and were not enough, the best first.
    package let found: [String]

    /// Made from the latest episode's events as the team reads them; `nil` when nothing was handed over in
    /// it.
    package init?(_ events: [DeliveredEvent]) {
        guard let handoff = events.lastIndex(where: { $0.handedOff != nil }),
            let handedOff = events[handoff].handedOff
        else { return nil }
        let episode = events[..<handoff].lastIndex { $0.beginsEpisode } ?? 0
        let before = events[episode..<handoff]
        wants = Self.wants(handedOff, before: before, after: events[handoff...])
        tried = Self.tried(before)
        why = Self.why(handedOff.reason)
        next = Self.next(handedOff.reason)
        var articles: [String] = []
        for candidate in handedOff.found where !articles.contains(candidate.article) {
            articles.append(candidate.article)
        }
        found = Array(articles.prefix(Self.foundMax))
    }

    private static func wants(
        _ handedOff: EventBody.HandedOff, before: ArraySlice<DeliveredEvent>,
        after: ArraySlice<DeliveredEvent>
    ) -> String {
        let spoken = before.compactMap(\.visitorMessage)
        let asked = spoken.filter { handedOff.question.contains($0.id) }
        // "Talk to a person" names no question: the last thing said is the best guess, or the first thing
        // said since.
        let told = asked.isEmpty ? Array(spoken.suffix(1)) : asked
        let words = told.isEmpty ? after.compactMap(\.visitorMessage).prefix(1).map(\.text) : told.map(\.text)
        guard !words.isEmpty else { return "The visitor has not said yet." }
        let text = words.joined(separator: " / ")
        return text.count > wantsCharactersMax ? text.prefix(wantsCharactersMax) + "…" : text
    }

    private static func tried(_ before: ArraySlice<DeliveredEvent>) -> String {
        let answers = before.compactMap(\.citedAnswer)
        guard let last = answers.last else { return "Nothing was answered." }
        let titles = last.citations.map { "\u{201C}\($0.title)\u{201D}" }.joined(separator: " and ")
        let helped = before.compactMap { $0.helped(about: last.answer) }.last
        let verdict =
            switch helped {
            case true?: "The visitor said that it helped."
            case false?: "The visitor said that it did not help."
            case nil: "The visitor did not say whether it helped."
            }
        return "Answered from \(titles). \(verdict)"
    }

    private static func why(_ reason: HandoffReason) -> String {
        switch reason {
        case .visitorRequest: "The visitor asked for a person."
        case .lowConfidence: "Something related was found, but not enough to answer from."
        case .missingKnowledge: "The knowledge base has nothing on it."
        case .unsupportedRequest: "It asks for something to be done, which the Assistant cannot do."
        case .policy: "A rule says that a person answers this."
        case .sensitive: "It is a sensitive matter."
        case .modelFailure: "The answer could not be finished in time."
        case .repeatedQuestion: "The same question came again."
        case .agentTakeover: "A colleague took it over from the Assistant."
        }
    }

    private static func next(_ reason: HandoffReason) -> String {
        switch reason {
        case .visitorRequest: "Greet them and ask what is still open."
        case .lowConfidence: "Check the articles that were found, then answer in your own words."
        case .missingKnowledge: "Answer from what you know; it is worth an article."
        case .modelFailure: "Answer the question; the visitor has been waiting."
        default: "Answer, then resolve or give back to the Assistant."
        }
    }
}

extension DeliveredEvent {
    fileprivate var handedOff: EventBody.HandedOff? {
        guard case .handedOff(let handedOff) = event.body else { return nil }
        return handedOff
    }

    fileprivate var beginsEpisode: Bool {
        switch event.body {
        case .started, .reopened: true
        default: false
        }
    }

    fileprivate var visitorMessage: Message? {
        guard case .visitorSent = event.body else { return nil }
        return message
    }

    fileprivate var citedAnswer: EventBody.Answered? {
        guard case .answered(let answered) = event.body, !answered.citations.isEmpty else { return nil }
        return answered
    }

    fileprivate func helped(about answer: MessageID) -> Bool? {
        guard case .helped(answer, let helped) = event.body else { return nil }
        return helped
    }
}
