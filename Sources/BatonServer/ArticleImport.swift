package import Conversations
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
        try check(options.overwriting, in: batch, path: path)
        let states = try await library.states()
        let absent =
            folder.isFolder ? PublicationPlan.absent(from: batch.articles, states: states) : []
        let publication = Publication(
            batch.articles, overwriting: options.overwriting,
            removing: options.prunes ? Set(absent.map(\.id)) : [])
        let plan = PublicationPlan(publication, states: states)
        var outcome = ArticleImportOutcome(
            report: plan.report, absent: options.prunes ? [] : absent, places: batch.places,
            isDryRun: options.isDryRun)
        if options.isDryRun { return outcome }
        if options.prunes, !absent.isEmpty, try await !confirm(absent) {
            throw ArticleImportFailure(lines: [], advice: "Nothing was imported and nothing removed.")
        }
        let total = plan.steps.count
        outcome.report = try await library.publish(
            publication, atMilliseconds: clock.now().milliseconds
        ) { [progress] in progress(.storing, $0, total) }
        return outcome
    }

    private func check(_ overwriting: Set<ArticleID>, in batch: ArticleBatch, path: String) throws {
        let unknown = overwriting.filter { batch.places[$0] == nil }.sorted()
        guard unknown.isEmpty else {
            throw ArticleImportFailure(
                lines: unknown.map { "\(path): no file of the article `\($0)`: check --overwrite." })
        }
    }
}
