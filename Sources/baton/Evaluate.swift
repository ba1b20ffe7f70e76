import ArgumentParser
import BatonServer
import Foundation
import Knowledge
import Storage

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask labelled questions and count how many are found, answered and answered rightly.",
        discussion: """
            FILE is JSON, one object a line, \
            {"question": "...", "page": "product area", "expected": ["article-id"]}, where an empty list \
            means that there is no answer; or CSV with the columns text,label. The questions are asked of \
            the library in the data folder, or of the articles that --articles names: a folder of Markdown \
            files, or a CSV of text,label whose labels become articles and whose texts become their \
            phrasings. Nothing is stored. Settings such as --weights, --data or --model-url are given as to \
            `baton serve`; what the console stored in the data folder holds beneath them.
            """)

    @OptionGroup var options: SettingsOptions
    @Argument(help: "The questions.") var file: String
    @Option(help: "A folder of articles, or a CSV of phrasings. Without it, the library.")
    var articles: String?
    @Option(help: "Write everything to this file as JSON; - writes it to the output instead of the table.")
    var json: String?
    @Flag(help: "Search by words alone, as without the weights.") var wordsOnly = false
    @Flag(help: "Do not write the answers: measure the search and the gate.") var searchOnly = false
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        try await failing {
            let force = await SettingsInForce.read(try await options.read(flags: flags))
            if let complaint = force.complaint { complain(complaint) }
            var settings = force.settings
            if wordsOnly { settings.weights = "" }
            let questions = try QuestionFile.read(file)
            let bench = try await EvaluationBench(
                settings: settings, revisions: try await revisions(settings), writesAnswers: !searchOnly)
            if let note = bench.note { complain(note) }
            let report = await bench.evaluation.run(questions) { show($0, of: questions.count) }
            await bench.close()
            if json != "-" { say(report.table) }
            if let json { try write(report, to: json) }
        }
    }

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
