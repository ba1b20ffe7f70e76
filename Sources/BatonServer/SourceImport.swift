package import Conversations
import Foundation
package import Importing
package import Knowledge
import Outbound

/// Brings the library up to date with a source that is not Markdown: a website, HTML files, a table, an
/// export of a help desk.
package struct SourceImport: Sendable {
    /// A page that was made into an article by other rules is read again, whatever its server says.
    static let readerVersion = 1

    /// What is wished beside the options of every import.
    package struct Wishes: Sendable {
        package var crawl: Crawl.Wishes
        package var defaults: Assembly.Defaults
        /// In place of the source's own name.
        package var origin: String?
        /// Whether addresses of this machine and its network are read too.
        package var allowsPrivate: Bool

        package init(
            crawl: Crawl.Wishes = Crawl.Wishes(), defaults: Assembly.Defaults = Assembly.Defaults(),
            origin: String? = nil, allowsPrivate: Bool = false
        ) {
            self.crawl = crawl
            self.defaults = defaults
            self.origin = origin
            self.allowsPrivate = allowsPrivate
        }
    }

    private let articles: ArticleImport
    private let library: any Library
    private let ledger: any PageLedger
    private let clock: any WallClock
    private let progress: @Sendable (_ step: ArticleImport.Step, _ done: Int, _ total: Int) -> Void

    package init(
        library: any Library, ledger: any PageLedger, clock: any WallClock,
        progress: @escaping @Sendable (_ step: ArticleImport.Step, _ done: Int, _ total: Int) -> Void = {
            _, _, _ in
        }
    ) {
        articles = ArticleImport(library: library, clock: clock, progress: progress)
        self.library = library
        self.ledger = ledger
        self.clock = clock
        self.progress = progress
    }

    /// `confirm` is asked before articles are removed; without a yes nothing is imported.
    package func run(
        _ source: ImportSource, wishes: Wishes = Wishes(), options: ArticleImport.Options,
        confirm: @Sendable ([ArticleState]) async throws -> Bool = { _ in false }
    ) async throws -> ArticleImportOutcome {
        let origin = wishes.origin ?? source.origin
        let states = try await library.states()
        let visits = try await ledger.visits(origin: origin)
        let reader = Self.reader(wishes.defaults)
        let current = Self.current(visits, states: states, origin: origin, reader: reader, options)
        let harvest = try await harvest(source, wishes: wishes, visits: current)
        guard harvest.isWhole || !options.prunes else {
            throw ArticleImportFailure(
                lines: harvest.skips.map(\.skip.line),
                advice: "Nothing was imported: without every list of pages nobody can say which are gone.")
        }
        let assembly = Assembly(
            harvest, states: states, origin: origin, defaults: wishes.defaults,
            visited: Dictionary(visits.map { ($0.url, $0.article) }, uniquingKeysWith: { first, _ in first }))
        let outcome = try await articles.publish(
            ArticleImport.Reading(assembly, origin: origin, isWhole: harvest.isWhole), states: states,
            options: options, confirm: confirm)
        if !options.isDryRun {
            let kept = Self.visits(
                after: harvest, assembly, outcome.report, before: visits, reader: reader)
            try await ledger.keep(kept, origin: origin, atMilliseconds: clock.now().milliseconds)
        }
        return outcome
    }

    private func harvest(
        _ source: ImportSource, wishes: Wishes, visits: [String: PageVisit]
    ) async throws -> Harvest {
        do {
            switch source {
            case .web(let address):
                return try await crawling(wishes, visits) { try await $0.read(from: address) }
            case .files(let path, let format):
                if let list = try Self.addresses(path, format) {
                    return try await crawling(wishes, visits) { try await $0.read(list) }
                }
                return try SourceFiles.harvest(path, format) { progress(.checking, $0, $1) }
            }
        } catch let failure as SourceFailure {
            throw ArticleImportFailure(lines: [failure.description])
        }
    }

    /// The addresses that a file lists.
    private static func addresses(_ path: String, _ format: ImportSource.Format) throws -> [String]? {
        switch format {
        case .urls: return Sitemap.lines(try ImportFiles.bytes(of: path))
        case .sitemap:
            guard let sitemap = Sitemap(try ImportFiles.bytes(of: path)), sitemap.kind == .pages else {
                throw SourceFailure("\(path): this is no sitemap of pages: give the address of an index.")
            }
            return sitemap.addresses
        default: return nil
        }
    }

    private func crawling(
        _ wishes: Wishes, _ visits: [String: PageVisit], _ body: (Crawl) async throws -> Harvest
    ) async throws -> Harvest {
        let pages = try OutboundPages(
            agent: "Baton/\(Baton.version)", reach: wishes.allowsPrivate ? .anywhere : .publicOnly)
        let crawl = Crawl(pages, clock: clock, wishes: wishes.crawl, visits: visits) { [progress] in
            progress(.fetching, $0, $1)
        }
        do {
            let harvest = try await body(crawl)
            await pages.shutdown()
            return harvest
        } catch {
            await pages.shutdown()
            throw error
        }
    }
}

extension SourceImport {
    /// Tells ways of making articles apart.
    private static func reader(_ defaults: Assembly.Defaults) -> Int64 {
        var hash = FNV1a()
        for part in [
            "\(readerVersion)", defaults.language, defaults.productArea ?? "", defaults.audience.rawValue,
        ] { hash.add(part) }
        return Int64(hash.hexadecimal.prefix(15), radix: 16) ?? 0
    }

    /// Those that a server may be asked about: their article is what was made of the page, or was changed by
    /// hand since.
    private static func current(
        _ visits: [PageVisit], states: [ArticleState], origin: String, reader: Int64,
        _ options: ArticleImport.Options
    ) -> [String: PageVisit] {
        let ours = Set(
            states.filter { !$0.isRemoved && $0.lastImport?.origin == origin }.map(\.id)
        ).subtracting(options.overwriting)
        return visits.reduce(into: [:]) { current, visit in
            if visit.reader == reader, ours.contains(visit.article) { current[visit.url] = visit }
        }
    }

    private static func visits(
        after harvest: Harvest, _ assembly: Assembly, _ report: PublishReport, before: [PageVisit],
        reader: Int64
    ) -> [PageVisit] {
        let open = Set(report.conflicts.map(\.id))
        var kept: [String: PageVisit] = [:]
        // What was not changed or not reached is known as it was.
        let still = Set(harvest.unchanged.map(\.place)).union(
            harvest.skips.filter(\.skip.reason.keepsArticle).map(\.skip.place))
        for visit in before where still.contains(visit.url) { kept[visit.url] = visit }
        for (id, place) in assembly.places where !open.contains(id) {
            guard let validators = harvest.validators[place], validators.isUseful else { continue }
            kept[place] = PageVisit(url: place, article: id, validators: validators, reader: reader)
        }
        return kept.values.sorted { $0.url < $1.url }
    }
}
