import ArgumentParser
import BatonServer
import Foundation
import Simulation

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a support desk on labelled questions, and see whether the same question comes back.",
        discussion: """
            FILE is CSV with the columns text,label, or JSON as for `baton evaluate`: the labels are \
            topics, half of which have an article on the first day. The questions go as tickets through the \
            search, the gate, the log, the gaps, the publication and its replay as they are on a server; \
            visitors, agents and editors are simulated. A desk that learns runs beside one whose library \
            stays as it is, and beside one that takes its threshold without the safety of a bound. Nothing \
            is stored but the files that are asked for. docs/learning.md says what is simulated, and how.

            Settings such as --weights, --embedding-url or --certainty-percent are given as to `baton serve`.
            """)

    @OptionGroup var options: SettingsOptions
    @Argument(help: "The questions, by topic.") var file: String
    @Option(help: "More questions, by topic. May be repeated.") var more: [String] = []
    @Option(
        help: """
            Questions that no article answers, whatever the file says. May be repeated. Without it, some \
            topics are hidden.
            """)
    var unanswerable: [String] = []
    @OptionGroup var world: SimulateWorld
    @Option(help: "Answers of a hundred that are drawn for people to judge; audit_percent without it.")
    var audit: Int?
    @Option(help: "Answers a day that are drawn where that is more; audit_daily without it.")
    var auditDaily: Int?
    @Option(help: "Answers of a hundred that may be wrong; error_rate_percent without it.")
    var error: Int?
    @Flag(help: "Run only the desk whose library stays as it is.") var noLearning = false
    @Option(help: "Write everything to this file as JSON; - writes it to the output instead of the table.")
    var json: String?
    @Option(help: "Draw the curves to this file.") var svg: String?
    @Option(help: "Write the report as a page to this file.") var html: String?
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        try await failing {
            var given = flags
            if let audit { given += ["--audit-percent", String(audit)] }
            if let auditDaily { given += ["--audit-daily", String(auditDaily)] }
            if let error { given += ["--error-rate-percent", String(error)] }
            let settings = try await options.read(flags: given)
            let vectors = try await SimulationVectors(settings)
            let bench = try SimulationBench(
                settings: settings, embedder: vectors.embedder, files: [file] + more,
                unanswerable: unanswerable, plan: world.plan)
            let report = try await bench.run(learns: !noLearning) { show($0, of: $1) }
            await vectors.close()
            if json != "-" { say(report.table) }
            if let json { try write(try report.json() + Data("\n".utf8), to: json) }
            if let svg { try write(Data(SimulationChart(report).svg.utf8), to: svg) }
            if let html { try write(Data(SimulationPage(report).html.utf8), to: html) }
        }
    }

    /// One line that is drawn over, on a terminal alone.
    private func show(_ done: Int, of total: Int) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let text = done == total ? "\r\u{1b}[K" : "\rAsked \(done) of \(total)"
        FileHandle.standardError.write(Data(text.utf8))
    }

    private func write(_ data: Data, to path: String) throws {
        if path == "-" { return FileHandle.standardOutput.write(data) }
        try data.write(to: URL(filePath: path))
    }
}

/// The desk and the people around it.
struct SimulateWorld: ParsableArguments {
    @Option(help: "Weeks that are simulated.") var weeks = SimulationPlan().weeks
    @Option(help: "Questions a week.") var perWeek = SimulationPlan().ticketsPerWeek
    @Option(help: "Streams that are drawn and run; means and intervals are over them.")
    var seeds = SimulationPlan().seeds
    @Flag(help: "Editors publish every day instead of every week.") var daily = false
    @Option(help: "Days that editors take from finding a gap to its article.")
    var slowEditors = SimulationPlan().editorDelayDays
    @Option(help: "The share of what agents answer, name and judge that is wrong, 0 to 1.")
    var wrongAgents = SimulationPlan().wrongAgentShare
    @Option(help: "The share of the questions that no article answers, 0 to 1.")
    var unanswerableShare = SimulationPlan().unanswerableShare

    var plan: SimulationPlan {
        var plan = SimulationPlan()
        (plan.weeks, plan.ticketsPerWeek, plan.seeds) = (weeks, perWeek, seeds)
        if daily { plan.daysBetweenEdits = 1 }
        (plan.editorDelayDays, plan.wrongAgentShare) = (slowEditors, wrongAgents)
        plan.unanswerableShare = unanswerableShare
        return plan
    }
}
