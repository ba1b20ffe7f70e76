/// What is simulated: how many questions of which kind, and how the people around them behave.
///
/// The standards are those of a desk that was described before anything was measured; none was chosen by what
/// comes of it.
package struct SimulationPlan: Sendable, Hashable, Codable {
    package static let weeksMax = 104
    package static let ticketsPerWeekMax = 10_000
    package static let seedsMax = 20
    /// A week that everything is counted from once a desk has settled.
    static let settledWeek = 5

    package var weeks = 12
    package var ticketsPerWeek = 700
    package var seeds = 5
    /// Topics that have an article on the first day, 0...1 of all.
    package var coveredShare = 0.5
    /// Questions that each of these articles comes with.
    package var phrasingsAtStart = 3
    /// Questions that no article can answer, 0...1.
    package var unanswerableShare = 0.08
    /// Topics that nobody asks about before `newWeek`, 0...1 of all: a release.
    package var newShare = 0.1
    package var newWeek = 6
    /// Wrong answers that a visitor complains about, 0...1.
    package var surfacedShare = 0.5
    /// Right answers that a visitor says thanks for, 0...1. It labels nothing.
    package var thankedShare = 0.3
    /// Answers and verdicts of the team that are wrong, 0...1.
    package var wrongAgentShare = 0.0
    /// Editors sit down this often.
    package var daysBetweenEdits = 7
    /// From the sitting that finds a gap to its article.
    package var editorDelayDays = 0
    /// Questions without an article that make an editor write one.
    package var questionsMin = 3

    package init() {}

    package var days: Int { weeks * 7 }
    package var tickets: Int { weeks * ticketsPerWeek }
    /// The weeks in which a desk has settled; all of them of a shorter one.
    package var settledWeeks: ClosedRange<Int> { min(Self.settledWeek, weeks)...weeks }
    /// The week of the release and the one after it.
    package var releaseWeeks: [Int] { [newWeek, newWeek + 1].filter { $0 <= weeks } }

    /// Everything that cannot be simulated, each with what to do.
    package func check() throws(SimulationMistake) {
        var mistakes: [String] = []
        func range(_ name: String, _ value: Int, _ allowed: ClosedRange<Int>) {
            guard !allowed.contains(value) else { return }
            mistakes.append("\(name) is a number from \(allowed.lowerBound) to \(allowed.upperBound).")
        }
        func share(_ name: String, _ value: Double, below: Double = 1) {
            guard !(value >= 0 && value < below) else { return }
            mistakes.append("\(name) is a share from 0 to below \(below).")
        }
        range("--weeks", weeks, 1...Self.weeksMax)
        range("--per-week", ticketsPerWeek, 7...Self.ticketsPerWeekMax)
        range("--seeds", seeds, 1...Self.seedsMax)
        range("--slow-editors", editorDelayDays, 0...365)
        share("--wrong-agents", wrongAgentShare, below: 0.5)
        share("--unanswerable-share", unanswerableShare, below: 0.9)
        guard mistakes.isEmpty else { throw SimulationMistake(lines: mistakes) }
    }
}

/// Why nothing can be simulated: one line for each reason, with what to do.
package struct SimulationMistake: Error, Hashable, Sendable, CustomStringConvertible {
    package let lines: [String]
    package var description: String { lines.joined(separator: "\n") }

    package init(lines: [String]) { self.lines = lines }
}
