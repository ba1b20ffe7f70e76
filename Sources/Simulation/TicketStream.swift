import Kernels
package import Knowledge

/// The questions of all weeks in the order in which they are asked, and the library of the first day.
package struct TicketStream: Sendable {
    /// With fewer there is nothing to learn, and nothing to mistake for another.
    package static let topicsMin = 4

    /// One a covered topic, with its phrasings.
    package let articles: [Article]
    package let tickets: [Ticket]
    /// One a ticket.
    package let people: [TicketPeople]
    /// All that are asked about.
    package let topics: Int
    /// Topics that nobody asks about before the release.
    package let newTopics: Set<ArticleID>

    /// - Parameters:
    ///   - questions: each at most once in the stream; what differs in capitals and spaces alone is one.
    ///   - unanswerable: questions that no article answers; a topic that has many of them is left out.
    ///     Without any, some topics are hidden: theirs are.
    ///   - seed: decides which topics are covered, hidden and new, and the order of the questions.
    package init(
        _ questions: [TopicQuestion], unanswerable: [String] = [], plan: SimulationPlan, seed: UInt64
    ) throws(SimulationMistake) {
        try plan.check()
        var numbers = SplitMix64(seed: seed)
        var seen = Set<String>()
        var hopeless = unanswerable.filter { text in
            let plain = TopicPool.plain(text)
            return !plain.isEmpty && seen.insert(plain).inserted
        }
        var pool = TopicPool(questions, hopeless: &hopeless, &numbers)
        try Self.checkTopics(pool.order.count)
        hopeless.shuffle(using: &numbers)
        if hopeless.isEmpty { hopeless = try pool.hide(for: plan, &numbers) }
        let topics = pool.order
        self.topics = topics.count
        newTopics = Set(topics.prefix(plan.weeks < plan.newWeek ? 0 : Self.count(plan.newShare, topics)))
        let covered = topics.suffix(Self.count(plan.coveredShare, topics))
        articles = covered.map { topic in
            ArticleText.article(topic, phrasings: pool.take(plan.phrasingsAtStart, of: topic))
        }
        try Self.checkEnough(pool.left, hopeless.count, plan)
        var made: [Ticket] = []
        for number in 0..<plan.tickets {
            let week = number / plan.ticketsPerWeek + 1
            let day = (week - 1) * 7 + number % plan.ticketsPerWeek * 7 / plan.ticketsPerWeek
            let isHopeless = numbers.share() < plan.unanswerableShare && !hopeless.isEmpty
            let hidden = week < plan.newWeek ? newTopics : []
            guard let asked = isHopeless ? (hopeless.removeLast(), nil) : pool.draw(except: hidden, &numbers)
            else { throw Self.tooFew }
            made.append(
                Ticket(
                    number: number, week: week, day: day, text: asked.0, topic: asked.1,
                    isNew: asked.1.map(newTopics.contains) ?? false))
        }
        tickets = made
        people = made.map { _ in
            TicketPeople(
                complains: numbers.share() < plan.surfacedShare, thanks: numbers.share() < plan.thankedShare,
                isWrong: numbers.share() < plan.wrongAgentShare, pick: numbers.share())
        }
    }

    private static var tooFew: SimulationMistake {
        SimulationMistake(lines: [
            "The questions about topics that are there before the release run out: name more files, or lower "
                + "--weeks or --per-week."
        ])
    }

    /// At least one, as half of three topics is not none.
    private static func count(_ share: Double, _ topics: [ArticleID]) -> Int {
        max(1, Int((share * Double(topics.count)).rounded()))
    }

    private static func checkTopics(_ count: Int) throws(SimulationMistake) {
        guard count < topicsMin else { return }
        throw SimulationMistake(lines: [
            "The questions are about \(count) topics, and at least \(topicsMin) are needed: name files with "
                + "more labels."
        ])
    }

    private static func checkEnough(
        _ answerable: Int, _ hopeless: Int, _ plan: SimulationPlan
    ) throws(SimulationMistake) {
        var mistakes: [String] = []
        let hopelessNeeded = Int(Double(plan.tickets) * plan.unanswerableShare)
        let needed = plan.tickets - hopelessNeeded
        if answerable < needed {
            mistakes.append(
                "\(needed) questions with an answer are needed, and \(answerable) are there: name more "
                    + "files, or lower --weeks or --per-week.")
        }
        // The draw may ask for a few more than the share says.
        if hopeless < hopelessNeeded {
            mistakes.append(
                "\(hopelessNeeded) questions without an answer are needed, and \(hopeless) are there: name "
                    + "more with --unanswerable, or lower --unanswerable-share, --weeks or --per-week.")
        }
        guard mistakes.isEmpty else { throw SimulationMistake(lines: mistakes) }
    }
}

/// What the articles of the simulation say.
package enum ArticleText {
    /// A label as people write it: `card-arrival` is `Card arrival`.
    package static func title(_ topic: ArticleID) -> String {
        let words = topic.value.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The answer to a topic's questions, the same whoever gives it. It says a number, as real ones do:
    /// questions of how much are held back where an article has none.
    package static func answer(_ topic: ArticleID) -> String { title(topic) + ", in 1 step." }

    package static func article(_ topic: ArticleID, phrasings: [String]) -> Article {
        Article(id: topic, title: title(topic), markdown: answer(topic), phrasings: phrasings)
    }
}
