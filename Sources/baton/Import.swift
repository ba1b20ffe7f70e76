import ArgumentParser
import BatonServer
import Conversations
import Foundation
import Knowledge
import Storage
import Synchronization

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Import articles into the library: Markdown, a website, HTML, a table, a help desk's export.",
        discussion: """
            SOURCE is one of these; --format says which where its name and content do not:

              a .md file, or a folder of them, with front matter (id and title; product_area, language, \
            audience, translation_of, source_url, phrasings)
              https://... of a sitemap or of a page; a .txt file of addresses; a sitemap that was saved
              an .html file, or a folder of them
              a .csv file with the columns question and answer
              .json of Zendesk Guide (articles) or Intercom (data), one file or a folder of pages

            Of Markdown either all is imported or nothing. From other sources what can be taken is taken, \
            and the rest is listed with its reason. Unchanged articles cost nothing; a running server takes \
            the change up within seconds.

            An article that was edited by hand since its import is never overwritten: when its source \
            changed too, that is a conflict. Exit code 0: all went well; 1: there are errors and nothing was \
            imported; 3: everything was imported but the conflicts.
            """)

    static let conflictsCode = ExitCode(3)

    @OptionGroup var options: DataOptions
    @Argument(help: "A file, a folder, or an address of the web.") var source: String
    @Flag(help: "Remove articles that were imported from the same source before and are not there any more.")
    var prune = false
    @Flag(help: "Remove without asking.") var yes = false
    @Flag(help: "Say what would happen, and change nothing.") var dryRun = false
    @Option(help: "Take this article's source although it was edited by hand. Can be repeated.")
    var overwrite: [ArticleID] = []
    @OptionGroup(title: "Sources other than Markdown") var wishes: SourceOptions

    func run() async throws {
        try await importing {
            let outcome = try await options.withStore { store in
                let display = ImportDisplay()
                defer { display.finish() }
                return try await read(into: store, display)
            }
            for line in outcome.conflictLines + outcome.skippedLines { complain(line) }
            for line in outcome.lines { say(line) }
            if !outcome.report.conflicts.isEmpty { throw Self.conflictsCode }
        }
    }

    private func read(into store: Store, _ display: ImportDisplay) async throws -> ArticleImportOutcome {
        let changes = ArticleImport.Options(overwriting: Set(overwrite), prunes: prune, isDryRun: dryRun)
        let confirm: @Sendable ([ArticleState]) async throws -> Bool = { try await mayRemove($0, display) }
        let found = try ImportSource(source, format: wishes.format)
        if case .files(let path, .markdown) = found {
            let articles = ArticleImport(library: store, clock: SystemClock(), progress: display.show)
            return try await articles.run(path, options: changes, confirm: confirm)
        }
        let sources = SourceImport(
            library: store, ledger: store, clock: SystemClock(), progress: display.show)
        return try await sources.run(found, wishes: wishes.wishes, options: changes, confirm: confirm)
    }

    @Sendable private func mayRemove(_ removals: [ArticleState], _ display: ImportDisplay) async throws
        -> Bool
    {
        if yes { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ArticleImportFailure(
                lines: ["--prune would remove articles (\(removals.count)), which --dry-run lists."],
                advice: "Nothing was imported: there is nobody here to ask, so say --yes.")
        }
        display.finish()
        say("Not at the source any more:")
        for line in ArticleImportOutcome.shortened(removals.map { "  \($0.id)  \($0.title)" }) { say(line) }
        say("Remove them? Type yes:")
        return readLine() == "yes"
    }
}

/// Draws the progress of an import on the error output, so that the output itself stays clean.
final class ImportDisplay: Sendable {
    private let progress: Mutex<ArticleImportProgress>
    private let clock = SystemClock()

    init() {
        progress = Mutex(
            ArticleImportProgress(
                isTerminal: isatty(STDERR_FILENO) == 1,
                startedAtMilliseconds: clock.now().milliseconds))
    }

    @Sendable func show(_ step: ArticleImport.Step, _ done: Int, _ total: Int) {
        let now = clock.now().milliseconds
        write(progress.withLock { $0.advance(step, done, of: total, atMilliseconds: now) })
    }

    func finish() { write(progress.withLock { $0.finish() }) }

    private func write(_ text: String?) {
        guard let text else { return }
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// As `failing`, but mistakes stand alone on their lines, so that an editor can jump to them.
func importing(_ work: () async throws -> Void) async throws {
    try await failing {
        do {
            try await work()
        } catch let failure as ArticleImportFailure {
            complain(failure.description)
            throw ExitCode.failure
        }
    }
}

/// Writes a line to the error output.
func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

extension ArticleID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
