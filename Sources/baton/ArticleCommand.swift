import ArgumentParser
import BatonServer
import Foundation
import Knowledge
import Storage

struct ArticleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "article", abstract: "List, show and edit single articles of the library.",
        subcommands: [List.self, Show.self, Edit.self, Export.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all published articles.")

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await failing {
                let revisions = try await options.withStore { try await $0.revisions() }
                if revisions.isEmpty { say("The library is empty: `baton import FOLDER` fills it.") }
                let idColumns = revisions.map(\.article.id.value.count).max() ?? 0
                for revision in revisions { say(Self.line(revision, idColumns: idColumns)) }
            }
        }

        private static func line(_ revision: Revision, idColumns: Int) -> String {
            let article = revision.article
            let updated = Date(timeIntervalSince1970: Double(revision.updatedAtMilliseconds) / 1000)
            return [
                article.id.value.padding(toLength: idColumns, withPad: " ", startingAt: 0),
                article.language.padding(toLength: languageColumns, withPad: " ", startingAt: 0),
                article.audience.rawValue.padding(toLength: wordColumns, withPad: " ", startingAt: 0),
                revision.source.rawValue.padding(toLength: wordColumns, withPad: " ", startingAt: 0),
                updated.formatted(.iso8601.year().month().day()), article.title,
            ].joined(separator: "  ")
        }

        private static let languageColumns = 3
        /// `customers`, the longest audience.
        private static let wordColumns = 9
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an article as a file with front matter.",
            discussion: "What is printed reads back as the same article: baton article show ID > FILE.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The article's id.") var id: ArticleID
        @Option(help: "The number of an older revision; without it, the current one.") var revision: Int?

        func run() async throws {
            try await failing {
                let text = try await options.withStore { store in
                    try await ArticleEdit(library: store, clock: SystemClock()).text(
                        of: id, revision: revision)
                }
                FileHandle.standardOutput.write(Data(text.utf8))
                // A file gets the text alone; on a terminal the prompt begins on a line of its own.
                if isatty(STDOUT_FILENO) == 1, text.last != "\n" { say("") }
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish a file as an edit by hand.",
            discussion: """
                Imports leave the article alone from then on: while its file stays as it was the edit is \
                kept, and a file that changes too is reported as a conflict.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The article's id, the same as in the file.") var id: ArticleID
        @Argument(help: "A Markdown file with front matter.") var file: String

        func run() async throws {
            try await importing {
                let report = try await options.withStore { store in
                    try await ArticleEdit(library: store, clock: SystemClock()).publish(id, file: file)
                }
                say("\(id): \(report.hasChanges ? "published as an edit by hand" : "unchanged").")
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write all articles into a folder, a Markdown file each.",
            discussion: """
                What is written imports as what is there: a team may keep the library in a repository. Files \
                of the same articles are replaced; nothing else in the folder is touched.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The folder; it is made when it is not there.") var folder: String

        func run() async throws {
            try await failing {
                let revisions = try await options.withStore { try await $0.revisions() }
                let export = ArticleExport(folder: folder)
                let outcome = try export.write(revisions.map(\.article))
                say("\(outcome.written) written, \(outcome.unchanged) unchanged in \(folder).")
                for file in outcome.others {
                    say("\(file) is no article of the library: it is left as it is.")
                }
            }
        }
    }
}

extension DataOptions {
    /// Opens the store beside a running server, and closes it whatever happens.
    func withStore<Result>(_ work: (Store) async throws -> Result) async throws -> Result {
        try await read().withStore(work)
    }
}
