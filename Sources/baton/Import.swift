import ArgumentParser
import BatonServer
import Conversations
import Foundation
import Knowledge
import Synchronization

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import Markdown articles into the library.",
        discussion: """
            PATH is a file or a folder of .md files with front matter (id and title; product_area, \
            language, audience, translation_of, phrasings). Either all are imported or none. Unchanged \
            articles cost nothing; a running server takes the change up within seconds.

            An article that was edited by hand since its import is never overwritten: when its file changed \
            too, that is a conflict. Exit code 0: all went well; 1: there are errors and nothing was \
            imported; 3: everything was imported but the conflicts.
            """)

    static let conflictsCode = ExitCode(3)

    @OptionGroup var options: DataOptions
    @Argument(help: "A Markdown file, or a folder of them.") var path: String
    @Flag(help: "Remove articles that were imported before and are not in the folder any more.")
    var prune = false
    @Flag(help: "Remove without asking.") var yes = false
    @Flag(help: "Say what would happen, and change nothing.") var dryRun = false
    @Option(help: "Take the file of this article although it was edited by hand. Can be repeated.")
    var overwrite: [ArticleID] = []

    func run() async throws {
        try await importing {
            let outcome = try await options.withStore { store in
                let display = ImportDisplay()
                defer { display.finish() }
                let articles = ArticleImport(library: store, clock: SystemClock(), progress: display.show)
                let wishes = ArticleImport.Options(
                    overwriting: Set(overwrite), prunes: prune, isDryRun: dryRun)
                return try await articles.run(path, options: wishes) { removals in
                    try await mayRemove(removals, display)
                }
            }
            for line in outcome.conflictLines { complain(line) }
            for line in outcome.lines { say(line) }
            if !outcome.report.conflicts.isEmpty { throw Self.conflictsCode }
        }
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
        say("Not in the folder any more:")
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
