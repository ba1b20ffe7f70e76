package import Conversations
import Knowledge

/// Reads the pages of a website: those of a sitemap, or of a list.
package struct Crawl: Sendable {
    package static let pagesMax = 10_000
    package static let requestsAtOnceMax = 4
    /// Sitemaps that one index may name.
    package static let sitemapsMax = 500
    package static let pagesPerSecondDefault = 4.0

    /// What the operator wishes.
    package struct Wishes: Hashable, Sendable {
        /// Sites that are read beside those that were named.
        package var hosts: Set<String>
        package var ignoresRobots: Bool
        /// Requests, robots.txt and sitemaps included.
        package var pagesPerSecond: Double

        package init(
            hosts: Set<String> = [], ignoresRobots: Bool = false,
            pagesPerSecond: Double = Crawl.pagesPerSecondDefault
        ) {
            self.hosts = hosts
            self.ignoresRobots = ignoresRobots
            self.pagesPerSecond = pagesPerSecond
        }
    }

    private let pages: any PageSource
    private let clock: any WallClock
    private let wishes: Wishes
    /// Pages that were read before, by address.
    private let visits: [String: PageVisit]
    private let progress: @Sendable (_ done: Int, _ total: Int) -> Void

    package init(
        _ pages: any PageSource, clock: any WallClock, wishes: Wishes = Wishes(),
        visits: [String: PageVisit] = [:],
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.pages = pages
        self.clock = clock
        self.wishes = wishes
        self.visits = visits
        self.progress = progress
    }

    /// The pages of the sitemap at `address`, or the one page there.
    package func read(from address: WebAddress) async throws -> Harvest {
        let site = visitor(for: [address])
        let found: FetchedPage
        do {
            found = try await site.get(address, asSitemap: true).page
        } catch let reason as Skip.Reason {
            throw SourceFailure(Skip(address.text, reason).line)
        }
        var harvest = Harvest()
        guard let sitemap = Sitemap(found.body) else {
            try await read([address.text], by: site, into: &harvest)
            return harvest
        }
        let addresses = try await self.addresses(of: sitemap, by: site, into: &harvest)
        try await read(addresses, by: site, into: &harvest)
        return harvest
    }

    /// The pages of a list.
    package func read(_ addresses: [String]) async throws -> Harvest {
        var harvest = Harvest()
        let known = addresses.compactMap { WebAddress($0) }
        try await read(addresses, by: visitor(for: known), into: &harvest)
        return harvest
    }

    private func visitor(for addresses: [WebAddress]) -> SiteVisitor {
        SiteVisitor(pages, clock: clock, wishes: wishes, sites: Set(addresses.map(\.site)))
    }

    private func addresses(
        of sitemap: Sitemap, by site: SiteVisitor, into harvest: inout Harvest
    ) async throws -> [String] {
        guard sitemap.kind == .index else { return sitemap.addresses }
        guard sitemap.addresses.count <= Self.sitemapsMax else {
            throw SourceFailure(
                "more than \(Self.sitemapsMax) sitemaps in one index: import them one by one")
        }
        var addresses: [String] = []
        for text in sitemap.addresses {
            do {
                guard let address = WebAddress(text) else { throw Skip.Reason.badAddress }
                let page = try await site.get(address, asSitemap: true).page
                guard let part = Sitemap(page.body), part.kind == .pages else { throw Skip.Reason.notSitemap }
                addresses += part.addresses
            } catch let reason as Skip.Reason {
                harvest.skip(text, reason)
                harvest.isWhole = false
            }
            guard addresses.count <= Self.pagesMax else { break }
        }
        return addresses
    }

    private func read(
        _ addresses: [String], by site: SiteVisitor, into harvest: inout Harvest
    ) async throws {
        var seen: Set<String> = []
        let places = addresses.filter { seen.insert($0).inserted }
        guard places.count <= Self.pagesMax else {
            throw SourceFailure(
                "more than \(Self.pagesMax) pages: import one sitemap, or one list, after another")
        }
        let found = try await visits(to: places, by: site)
        for (place, outcome) in zip(places, found) {
            switch outcome {
            case .page(let page, let validators):
                harvest.pages.append(page)
                harvest.validators[place] = validators
            case .unchanged(let article): harvest.unchanged.append((place, article))
            case .skipped(let reason): harvest.skip(place, reason)
            case nil: harvest.skip(place, .notTried)
            }
        }
    }

    /// In the order of `places`; a few are under way at a time.
    private func visits(to places: [String], by site: SiteVisitor) async throws -> [PageReading?] {
        try await withThrowingTaskGroup(of: (Int, PageReading).self) { group in
            var found: [PageReading?] = Array(repeating: nil, count: places.count)
            var (next, done) = (0, 0)
            func start() {
                guard next < places.count else { return }
                let (index, place) = (next, places[next])
                next += 1
                group.addTask { (index, try await PageReading(place, known: visits[place], by: site)) }
            }
            for _ in 0..<Self.requestsAtOnceMax { start() }
            while let (index, reading) = try await group.next() {
                found[index] = reading
                done += 1
                progress(done, places.count)
                start()
            }
            return found
        }
    }
}
