/// What became of one week's questions.
package struct WeekTally: Sendable, Hashable, Codable {
    package let week: Int
    package var tickets = 0
    /// Answered by the Assistant from the right article.
    package var resolved = 0
    /// Answered by the Assistant from another article, or where there is no answer.
    package var wrong = 0
    /// Of these, questions without an answer.
    package var wrongWithoutAnswer = 0
    /// Questions about topics that are new since the release, and those of them that were resolved.
    package var newTickets = 0
    package var newResolved = 0

    package init(week: Int) { self.week = week }

    package var answered: Int { resolved + wrong }
    package var escalated: Int { tickets - answered }

    package mutating func count(_ ticket: Ticket, _ ending: TicketEnding) {
        tickets += 1
        if ticket.isNew { newTickets += 1 }
        switch ending {
        case .resolved:
            resolved += 1
            if ticket.isNew { newResolved += 1 }
        case .wrong:
            wrong += 1
            if ticket.topic == nil { wrongWithoutAnswer += 1 }
        case .escalated: break
        }
    }

    static func + (one: WeekTally, other: WeekTally) -> WeekTally {
        var sum = one
        sum.tickets += other.tickets
        sum.resolved += other.resolved
        sum.wrong += other.wrong
        sum.wrongWithoutAnswer += other.wrongWithoutAnswer
        sum.newTickets += other.newTickets
        sum.newResolved += other.newResolved
        return sum
    }
}

/// How a ticket ended, as only the simulation knows.
package enum TicketEnding: Sendable, Hashable {
    /// The Assistant answered it from the right article.
    case resolved
    /// The Assistant answered, and should not have.
    case wrong
    /// A person answered it.
    case escalated
}

/// A run through all weeks.
package struct SimulatedRun: Sendable, Hashable, Codable {
    package let seed: Int
    package var weeks: [WeekTally]
    /// Days from a topic's first failed question to its article; for those without one until the end.
    package var daysToLive: [Double] = []
    package var daysStillOpen: [Double] = []
    /// Of the publications, by their words.
    package var verdicts: [String: Int] = [:]
    package var articles = 0
    package var phrasings = 0
    /// At the end of each week: the threshold in force and what it rests on.
    package var thresholds: [Threshold] = []

    package struct Threshold: Sendable, Hashable, Codable {
        package let week: Int
        package let value: Double
        package let basis: String
        package let model: String

        package init(week: Int, value: Double, basis: String, model: String) {
            (self.week, self.value, self.basis, self.model) = (week, value, basis, model)
        }
    }

    package init(seed: Int, weeks: Int) {
        self.seed = seed
        self.weeks = (1...max(1, weeks)).map(WeekTally.init)
    }
}
