import ArgumentParser
import BatonServer
import Foundation
import Knowledge
import Storage

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask labelled questions and measure search, confidence and answers.",
        discussion: """
            FILE is JSON, one object a line, \
            {"question": "...", "page": "product area", "expected": ["article-id"]}, where an empty list \
            means that there is no answer; or CSV with the columns text,label. The questions are asked of \
            the library in the data folder, or of the articles that --articles names: a folder of Markdown \
            files, or a CSV of text,label whose labels become articles and whose texts become their \
            phrasings. Nothing is stored. Settings such as --weights, --data or --model-url are given as to \
            `baton serve`; what the console stored in the data folder holds beneath them.

            With --compare the exit code is 2 when a figure got worse beyond noise.
            """)

    @OptionGroup var options: SettingsOptions
    @Argument(help: "The questions.") var file: String
    @Option(help: "A folder of articles, or a CSV of phrasings. Without it, the library.")
    var articles: String?
    @Option(help: "More questions, none of which has an answer, whatever the file says. May be repeated.")
    var oos: [String] = []
    @OptionGroup var learning: EvaluateLearning
    @Flag(help: "Try the promised rate of errors: on made streams, and on halves of these questions.")
    var bound = false
    @Option(help: "Say what changed against a file that --json wrote, beyond noise.") var compare: String?
    @Option(help: "Write everything to this file as JSON; - writes it to the output instead of the table.")
    var json: String?
    @Flag(help: "Search by words alone, as without the weights.") var wordsOnly = false
    @Option(
        help: ArgumentHelp(
            "What becomes of questions with a context, the turns before them: left alone, folded into the "
                + "search, or said anew by the model, if there is one.",
            valueName: FollowUps.allCases.map(\.rawValue).joined(separator: "|")))
    var followUps = FollowUps.model
    @Flag(help: "Do not write the answers: measure the search and the gate.") var searchOnly = false
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        try await failing {
            let force = await SettingsInForce.read(try await options.read(flags: flags))
            if let complaint = force.complaint { complain(complaint) }
            var settings = force.settings
            if wordsOnly { (settings.weights, settings.embedding.url) = ("", "") }
            let earlier = try compare.map(EvaluationDocument.read)
            let plan = try learning.plan(
                asking: try QuestionFile.read(file) + QuestionFile.unanswerable(oos))
            let bench = try await EvaluationBench(
                settings: settings, revisions: try await revisions(settings), followUps: followUps,
                writesAnswers: !searchOnly)
            if let note = bench.note { complain(note) }
            var report = try await bench.evaluation.run(plan) { show($0, of: $1) }
            await bench.close()
            if bound { report.tryBound(settings) }
            if json != "-" { say(report.table) }
            if let json { try write(report, to: json) }
            if let earlier { try compare(report, with: earlier) }
        }
    }

    private func compare(_ report: EvaluationReport, with earlier: EvaluationDocument) throws {
        let comparison = try EvaluationComparison(old: earlier, new: report.outcomes)
        if json == "-" { complain(comparison.table) } else { say("\n" + comparison.table) }
        if comparison.isWorse { throw Self.gotWorse }
    }

    private static let gotWorse = ExitCode(2)

    /// One line that is drawn over, on a terminal alone.
    private func show(_ done: Int, of total: Int) {
        guard isatty(STDERR_FILENO) == 1, done % Self.questionsPerLine == 0 || done == total else { return }
        let text = done == total ? "\r\u{1b}[K" : "\rAsked \(done) of \(total)"
        FileHandle.standardError.write(Data(text.utf8))
    }

    private static let questionsPerLine = 10

    private func revisions(_ settings: Settings) async throws -> [Revision] {
        if let articles {
            return articles.hasSuffix(".csv")
                ? try TopicTable.revisions(articles) : try EvaluationBench.revisions(at: articles)
        }
        let place = settings.location.path
        if case .file(let path) = settings.location, !FileManager.default.fileExists(atPath: path) {
            throw ValidationError(
                "there is no library in \(place): import articles, or name some with --articles.")
        }
        let revisions = try await settings.withStore { try await $0.revisions() }
        guard !revisions.isEmpty else {
            throw ValidationError(
                "the library in \(place) is empty: import articles, or name some with --articles.")
        }
        return revisions
    }

    private func write(_ report: EvaluationReport, to path: String) throws {
        let data = try report.json() + Data("\n".utf8)
        if path == "-" { return FileHandle.standardOutput.write(data) }
        try data.write(to: URL(filePath: path))
    }
}

extension FollowUps: ExpressibleByArgument {}

/// What an evaluation may learn from before it asks.
struct EvaluateLearning: ParsableArguments {
    @Option(help: "Draw this many questions of --remembered-from into the memory of unanswered ones.")
    var remembered = 0
    @Option(help: "Questions that had no answer. What is drawn of them is neither asked nor fitted on.")
    var rememberedFrom: String?
    @Option(help: "Draw this often, and show the mean and the deviation of each figure.")
    var seeds = 1
    @Option(help: "Labelled questions to fit the confidence on, instead of the library. May be repeated.")
    var fit: [String] = []
    @Option(help: "Questions without an answer to fit the confidence on. May be repeated.")
    var fitOos: [String] = []

    @Option(
        help: """
            Questions that were asked before, from which the share without an answer is estimated; \
            their labels are not read. May be repeated.
            """)
    var traffic: [String] = []

    func validate() throws {
        guard fit.isEmpty || traffic.isEmpty else {
            throw ValidationError("--traffic is for the fit on the library: it does not go with --fit.")
        }
        guard (remembered > 0) == (rememberedFrom != nil) else {
            throw ValidationError("--remembered and --remembered-from go together.")
        }
        guard 1...EvaluationPlan.drawsMax ~= seeds else {
            throw ValidationError("--seeds is a number from 1 to \(EvaluationPlan.drawsMax).")
        }
        guard seeds == 1 || remembered > 0 else {
            throw ValidationError("--seeds needs something to draw: name --remembered.")
        }
        guard !fit.isEmpty || fitOos.isEmpty else { throw ValidationError("--fit-oos goes with --fit.") }
    }

    func plan(asking questions: [LabelledQuestion]) throws -> EvaluationPlan {
        EvaluationPlan(
            questions: questions,
            fitted: try fit.flatMap(QuestionFile.read) + QuestionFile.unanswerable(fitOos),
            traffic: try traffic.flatMap(QuestionFile.read),
            remembered: try rememberedFrom.map {
                EvaluationPlan.Remembered(count: remembered, questions: try QuestionFile.read($0))
            },
            draws: seeds)
    }
}

extension QuestionFile {
    /// The questions of some files, none of which has an answer.
    fileprivate static func unanswerable(_ files: [String]) throws -> [LabelledQuestion] {
        try files.flatMap(read).map(\.unanswerable)
    }
}
