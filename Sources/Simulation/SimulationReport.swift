package import Foundation

/// What came of a simulation: the ways of running the desk side by side.
package struct SimulationReport: Sendable, Hashable, Codable {
    /// The names of the three ways.
    package static let learning = "learning"
    package static let frozen = "frozen"
    /// As `learning`, but with the threshold where the error rate is as likely above what is allowed as
    /// below.
    package static let point = "point estimate"

    package let plan: SimulationPlan
    package let files: [String]
    package let unanswerableFiles: [String]
    package let embedder: String
    package let topics: Int
    package let errorMax: Double
    package let certainty: Double
    package let auditRate: Double
    package let auditDaily: Int
    package let arms: [ArmReport]

    package init(
        plan: SimulationPlan, files: [String], unanswerableFiles: [String], embedder: String, topics: Int,
        errorMax: Double, certainty: Double, auditRate: Double, auditDaily: Int, arms: [ArmReport]
    ) {
        self.plan = plan
        self.files = files
        self.unanswerableFiles = unanswerableFiles
        self.embedder = embedder
        self.topics = topics
        self.errorMax = errorMax
        self.certainty = certainty
        self.auditRate = auditRate
        self.auditDaily = auditDaily
        self.arms = arms
    }

    package func arm(_ name: String) -> ArmReport? { arms.first { $0.name == name } }

    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// In words and rows, for the table and the page alike.
extension SimulationReport {
    /// What was run, in sentences.
    package var setting: [String] {
        func percent(_ share: Double) -> String { Self.percent(share) }
        let unanswerable =
            unanswerableFiles.isEmpty ? "of hidden topics" : "of " + unanswerableFiles.joined(separator: ", ")
        let editors =
            (plan.daysBetweenEdits == 1 ? "daily" : "every \(plan.daysBetweenEdits) days")
            + (plan.editorDelayDays > 0 ? ", \(plan.editorDelayDays) days late" : "")
        return [
            "\(plan.weeks) weeks of \(plan.ticketsPerWeek) questions on \(topics) topics of "
                + files.joined(separator: ", ") + ", \(plan.seeds) \(plan.seeds == 1 ? "seed" : "seeds")",
            "\(percent(plan.coveredShare)) of the topics with an article of \(plan.phrasingsAtStart) "
                + "phrasings at the start, \(percent(plan.newShare)) of them new in week \(plan.newWeek), "
                + "\(percent(plan.unanswerableShare)) of the questions unanswerable (\(unanswerable))",
            "editors publish \(editors), from \(plan.questionsMin) questions on; "
                + "\(percent(plan.wrongAgentShare)) of what people say is wrong",
            "at most \(percent(errorMax)) of the answers wrong, \(percent(certainty)) sure of it; "
                + "\(percent(auditRate)) of the answers judged, and about \(auditDaily) a day where "
                + "that is more; vectors by \(embedder)",
        ]
    }

    package static func percent(_ share: Double) -> String {
        let value = (share * 1000).rounded() / 10
        return (value == value.rounded() ? String(Int(value)) : String(value)) + " %"
    }

    /// The columns of a row: what is shown of each way of running the desk.
    static let columns: [(title: String, figure: @Sendable (ArmReport.Figures) -> Estimate?)] = [
        ("resolved", { $0.resolved }), ("wrong", { $0.wrong }), ("escalated", { $0.escalated }),
        ("new topics", { $0.new }),
    ]

    /// The rows below the weeks.
    func summaries() -> [(name: String, figures: (ArmReport) -> ArmReport.Figures)] {
        let settled = "weeks \(plan.settledWeeks.lowerBound) to \(plan.settledWeeks.upperBound)"
        let release = plan.releaseWeeks.map(String.init).joined(separator: ", ")
        return [(settled, { $0.pooled })]
            + (release.isEmpty ? [] : [("release weeks \(release)", { $0.release })])
    }

    static func text(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        let mean = number(estimate.mean)
        guard let lower = estimate.lower else { return mean }
        return mean + "±" + number(estimate.mean - lower)
    }

    /// `.052`, three places: the leading zero says nothing.
    private static func number(_ value: Double) -> String {
        let text = String(format: "%.3f", value)
        return text.hasPrefix("0") ? String(text.dropFirst()) : text
    }

    static func days(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        let mean = String(format: "%.1f", estimate.mean)
        guard let lower = estimate.lower else { return mean + " days" }
        return mean + "±" + String(format: "%.1f", estimate.mean - lower) + " days"
    }
}

extension SimulationReport {
    /// For a terminal.
    package var table: String {
        let first = max(10, (summaries().map(\.name.count).max() ?? 0) + 2)
        func row(_ name: String, _ cells: [String]) -> String {
            name.padding(toLength: first, withPad: " ", startingAt: 0)
                + cells.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }.joined()
        }
        func cells(_ figures: ArmReport.Figures) -> [String] {
            Self.columns.map { Self.text($0.figure(figures)) }
        }
        let parts = arms.map { arm in
            let weeks = arm.weeks.enumerated().map { row("week \($0 + 1)", cells($1)) }
            let below = summaries().map { row($0.name, cells($0.figures(arm))) }
            return
                ([row(arm.name, Self.columns.map(\.title))] + weeks + below
                + [row("velocity", [Self.days(arm.velocityDays)])]).joined(separator: "\n")
        }
        return (setting + [""] + [parts.joined(separator: "\n\n")]).joined(separator: "\n")
    }
}
