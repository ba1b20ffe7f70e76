import Kernels

/// One way of running the desk, over all seeds.
package struct ArmReport: Sendable, Hashable, Codable {
    /// A figure of a stretch of weeks.
    package struct Figures: Sendable, Hashable, Codable {
        package let resolved: Estimate?
        package let wrong: Estimate?
        package let escalated: Estimate?
        package let new: Estimate?

        init(_ tallies: [WeekTally]) {
            func share(_ part: (WeekTally) -> Int, of whole: (WeekTally) -> Int) -> Estimate? {
                Estimate(
                    tallies.compactMap { whole($0) > 0 ? Double(part($0)) / Double(whole($0)) : nil })
            }
            resolved = share(\.resolved, of: \.tickets)
            wrong = share(\.wrong, of: \.answered)
            escalated = share(\.escalated, of: \.tickets)
            new = share(\.newResolved, of: \.newTickets)
        }
    }

    package let name: String
    package let weeks: [Figures]
    /// Of the weeks in which the desk has settled.
    package let pooled: Figures
    /// Of the release week and the one after it.
    package let release: Figures
    /// Days from a topic's first failed question to its article, half of them; open ones censored.
    package let velocityDays: Estimate?
    package let runs: [SimulatedRun]

    package init(_ name: String, _ runs: [SimulatedRun], plan: SimulationPlan) {
        self.name = name
        self.runs = runs
        weeks = (1...plan.weeks).map { week in Figures(runs.map { $0.weeks[week - 1] }) }
        func pool(_ weeks: [Int]) -> Figures {
            Figures(
                runs.map { run in
                    weeks.reduce(WeekTally(week: weeks.first ?? 1)) { $0 + run.weeks[$1 - 1] }
                })
        }
        pooled = pool(Array(plan.settledWeeks))
        release = pool(plan.releaseWeeks)
        velocityDays = Estimate(
            runs.compactMap { run in
                KaplanMeier(
                    run.daysToLive.map { .init(duration: $0, isCensored: false) }
                        + run.daysStillOpen.map { .init(duration: $0, isCensored: true) }
                ).median
            })
    }
}
