package import Conversations
import Importing
package import Knowledge

/// Reads a folder (or one file) of Markdown articles into the library: all of it, or nothing and every
/// mistake named.
package struct ArticleImport: Sendable {
    package static let filesMax = 10_000

    /// What is wished beyond adding and changing.
    package struct Options: Sendable {
        /// Articles whose file is taken although they were edited by hand since.
        package let overwriting: Set<ArticleID>
        /// Whether articles that were imported before and are not in the folder any more are removed.
        package let prunes: Bool
        /// Whether to say what would happen, and change nothing.
        package let isDryRun: Bool

        package init(overwriting: Set<ArticleID> = [], prunes: Bool = false, isDryRun: Bool = false) {
            self.overwriting = overwriting
            self.prunes = prunes
            self.isDryRun = isDryRun
        }
    }

    /// What is being done to how many of how many.
    package enum Step: String, Sendable {
        case checking = "Checking files"
        case fetching = "Fetching pages"
        case storing = "Storing changes"
    }

    private let library: any Library
    private let clock: any WallClock
    private let progress: @Sendable (_ step: Step, _ done: Int, _ total: Int) -> Void

    package init(
        library: any Library, clock: any WallClock,
        progress: @escaping @Sendable (_ step: Step, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) {
        self.library = library
        self.clock = clock
        self.progress = progress
    }

    package func run(_ path: String) async throws -> PublishReport {
        try await run(path, options: Options()).report
    }

    /// `confirm` is asked before articles are removed, with all of them; without a yes nothing is imported.
    package func run(
        _ path: String, options: Options,
        confirm: @Sendable ([ArticleState]) async throws -> Bool = { _ in false }
    ) async throws -> ArticleImportOutcome {
        let folder = try ArticleImportFolder(path)
        guard folder.isFolder || !options.prunes else {
            throw ArticleImportFailure(
                lines: ["\(path): --prune needs the whole folder, not one of its files."])
        }
        let batch = try folder.read { progress(.checking, $0, $1) }
        let reading = Reading(
            articles: batch.articles, named: Set(batch.articles.map(\.id)), places: batch.places,
            isWhole: folder.isFolder)
        return try await publish(
            reading, states: try await library.states(), options: options, confirm: confirm, path: path)
    }

    /// What was read and checked becomes the library's, by the rules that all imports share.
    func publish(
        _ reading: Reading, states: [ArticleState], options: Options,
        confirm: @Sendable ([ArticleState]) async throws -> Bool, path: String? = nil
    ) async throws -> ArticleImportOutcome {
        try check(options.overwriting, in: reading, path: path)
        let absent =
            reading.isWhole
            ? PublicationPlan.absent(from: reading.named, states: states, origin: reading.origin) : []
        let publication = Publication(
            reading.articles, overwriting: options.overwriting,
            removing: options.prunes ? Set(absent.map(\.id)) : [], origin: reading.origin)
        let plan = PublicationPlan(publication, states: states)
        var outcome = ArticleImportOutcome(
            report: plan.report, absent: options.prunes ? [] : absent, reading: reading,
            isDryRun: options.isDryRun)
        if options.isDryRun { return outcome.countingUnread(states) }
        if options.prunes, !absent.isEmpty, try await !confirm(absent) {
            throw ArticleImportFailure(lines: [], advice: "Nothing was imported and nothing removed.")
        }
        let total = plan.steps.count
        outcome.report = try await library.publish(
            publication, atMilliseconds: clock.now().milliseconds
        ) { [progress] in progress(.storing, $0, total) }
        return outcome.countingUnread(states)
    }

    private func check(_ overwriting: Set<ArticleID>, in reading: Reading, path: String?) throws {
        let unknown = overwriting.filter { !reading.named.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw ArticleImportFailure(
                lines: unknown.map { id in
                    path.map { "\($0): no file of the article `\(id)`: check --overwrite." }
                        ?? "There is no article `\(id)` in what was read: check --overwrite."
                })
        }
    }
}

extension ArticleImport {
    /// All that was read at a source, and checked.
    struct Reading {
        let articles: [Article]
        /// What is there, also where it could not be read this time.
        let named: Set<ArticleID>
        let places: [ArticleID: ArticleBatch.Place]
        /// `nil` for Markdown files.
        var origin: String?
        /// Whether what is not named is gone: a single file says nothing of others.
        var isWhole = true
        var skips: [Skip] = []
        /// Known to be as they were, and not read again.
        var unread: [ArticleID] = []
    }
}

extension ArticleImport.Reading {
    init(_ assembly: Assembly, origin: String, isWhole: Bool) {
        self.init(
            articles: assembly.articles, named: assembly.named,
            places: assembly.places.mapValues { ArticleBatch.Place(page: $0) }, origin: origin,
            isWhole: isWhole, skips: assembly.skips, unread: assembly.unchanged)
    }
}
