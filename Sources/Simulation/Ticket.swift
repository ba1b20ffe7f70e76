package import Knowledge

/// One question of the stream, with what only the simulation knows of it.
package struct Ticket: Sendable, Hashable {
    /// From 0.
    package let number: Int
    /// From 1.
    package let week: Int
    /// From 0, since the beginning.
    package let day: Int
    package let text: String
    /// The topic that it asks about, by the id of the article that would answer it; `nil` where none can.
    package let topic: ArticleID?
    /// Whether nobody asked about the topic before the release.
    package let isNew: Bool
}

/// A question with its topic, as a file has it.
package struct TopicQuestion: Sendable, Hashable {
    package let text: String
    package let topic: ArticleID

    package init(text: String, topic: ArticleID) {
        self.text = text
        self.topic = topic
    }
}

/// What people do about one ticket, drawn beforehand: the same in every run over the same stream.
package struct TicketPeople: Sendable, Hashable {
    /// The visitor complains about a wrong answer.
    package let complains: Bool
    /// The visitor says that a right answer helped.
    package let thanks: Bool
    /// Whoever answers or judges it is wrong.
    package let isWrong: Bool
    /// Picks what a wrong person says instead, 0 up to 1.
    package let pick: Double
}
