import Conversations
import Importing
import Knowledge
import Synchronization
import Testing

/// A crawl over a site in memory.
@Suite(.timeLimit(.minutes(1)))
struct CrawlTests {
    private static let text = String(
        repeating: "Open the settings and choose the plan that fits you. ", count: 4)

    private static func page(_ title: String) -> FetchedPage {
        FetchedPage(
            status: 200, contentType: "text/html",
            validators: PageVisit.Validators(etag: "\"\(title)\"", lastModified: nil),
            body: Array("<title>\(title)</title><h1>\(title)</h1><p>\(title) \(text)".utf8))
    }

    private static func sitemap(_ addresses: [String], index: Bool = false) -> FetchedPage {
        let (root, entry) = index ? ("sitemapindex", "sitemap") : ("urlset", "url")
        let entries = addresses.map { "<\(entry)><loc>\($0)</loc></\(entry)>" }.joined()
        return FetchedPage(
            status: 200, contentType: "application/xml", body: Array("<\(root)>\(entries)</\(root)>".utf8))
    }

    private let map = "https://shop.example/sitemap.xml"

    private func read(_ site: Site, _ wishes: Crawl.Wishes = Crawl.Wishes()) async throws -> Harvest {
        try await Crawl(site, clock: site.clock, wishes: wishes).read(from: try #require(WebAddress(map)))
    }

    @Test func `every page of a sitemap becomes an article or is named with its reason`() async throws {
        let site = Site([
            map: Self.sitemap([
                "https://shop.example/a", "https://www.shop.example/b.html", "https://shop.example/private/c",
                "https://other.example/d", "https://shop.example/gone", "https://shop.example/file.pdf",
                "https://shop.example/empty", "not an address", "https://shop.example/a",
            ]),
            "https://shop.example/robots.txt": FetchedPage(
                status: 200, body: Array("User-agent: *\nDisallow: /private".utf8)),
            "https://shop.example/a": Self.page("A"), "https://www.shop.example/b.html": Self.page("B"),
            "https://shop.example/private/c": Self.page("C"), "https://other.example/d": Self.page("D"),
            "https://shop.example/file.pdf": FetchedPage(status: 200, contentType: "application/pdf"),
            "https://shop.example/empty": FetchedPage(
                status: 200, contentType: "text/html", body: Array("<h1>Loading</h1>".utf8)),
        ])
        let harvest = try await read(site)
        #expect(harvest.pages.map(\.title) == ["A", "B"])
        // An id has two letters at least.
        #expect(harvest.pages.map { $0.key.slug.prefix(2) } == ["a-", "b-"])
        #expect(
            harvest.pages.map(\.key.sourceURL) == [
                "https://shop.example/a", "https://www.shop.example/b.html",
            ])
        #expect(harvest.validators["https://shop.example/a"]?.etag == "\"A\"")
        #expect(
            harvest.skips.map(\.skip.reason) == [
                .robots, .otherHost("other.example"), .status(404), .notHTML, .tooShort(letters: 7),
                .badAddress,
            ])
        #expect(!site.asked.contains("https://shop.example/private/c"))
        #expect(!site.asked.contains("https://other.example/d"))
        let own = try await read(
            site, Crawl.Wishes(hosts: ["other.example"], ignoresRobots: true))
        #expect(own.pages.map(\.title) == ["A", "B", "C", "D"])
    }

    @Test func `an index leads to its lists, and one that fails makes the whole incomplete`() async throws {
        let site = Site([
            map: Self.sitemap(["https://shop.example/1.xml", "https://shop.example/2.xml"], index: true),
            "https://shop.example/1.xml": Self.sitemap(["https://shop.example/a"]),
            "https://shop.example/a": Self.page("A"),
        ])
        let harvest = try await read(site)
        #expect(harvest.pages.map(\.title) == ["A"])
        #expect(!harvest.isWhole)
        #expect(harvest.skips.map(\.skip.place) == ["https://shop.example/2.xml"])
    }

    @Test func `redirects are followed with the rules of where they lead, and not in circles`() async throws {
        func to(_ place: String) -> FetchedPage { FetchedPage(status: 301, location: place) }
        let site = Site([
            map: Self.sitemap([
                "https://shop.example/old", "https://shop.example/round", "https://shop.example/out",
            ]),
            "https://shop.example/old": to("/new"), "https://shop.example/new": Self.page("New"),
            "https://shop.example/round": to("/round"),
            "https://shop.example/out": to("http://169.254.169.254/"),
        ])
        let harvest = try await read(site)
        #expect(harvest.pages.map(\.key.sourceURL) == ["https://shop.example/new"])
        #expect(harvest.skips.map(\.skip.reason) == [.tooManyRedirects, .otherHost("169.254.169.254")])
    }

    @Test func `a site whose robots txt cannot be read is left alone`() async throws {
        let site = Site([
            map: Self.sitemap(["https://shop.example/a"]), "https://shop.example/a": Self.page("A"),
            "https://shop.example/robots.txt": FetchedPage(status: 500),
        ])
        #expect(try await read(site).skips.map(\.skip.reason) == [.robots])
    }

    @Test func `requests keep their pace, and a site's wish for more of it is heard`() async throws {
        let site = Site([
            map: Self.sitemap((0..<5).map { "https://shop.example/\($0)" }),
            "https://shop.example/robots.txt": FetchedPage(
                status: 200, body: Array("User-agent: *\nCrawl-delay: 2".utf8)),
        ])
        _ = try await read(site, Crawl.Wishes(pagesPerSecond: 10))
        // The sitemap and robots.txt, then five pages: at least four steps of two seconds between them.
        #expect(site.clock.elapsed >= 8_000)
    }

    @Test func `a server that asks to come back is asked again, and one that is silent is given up`()
        async throws
    {
        let busy = Site([
            map: Self.sitemap(["https://shop.example/a"]),
            "https://shop.example/a": FetchedPage(status: 503, retryAfterSeconds: 7),
        ])
        #expect(try await read(busy).skips.map(\.skip.reason) == [.status(503)])
        #expect(busy.asked.filter { $0.hasSuffix("/a") }.count == 3)
        #expect(busy.clock.elapsed >= 14_000)

        let silent = Site([map: Self.sitemap((0..<60).map { "https://shop.example/\($0)" })], isSilent: true)
        let harvest = try await read(silent, Crawl.Wishes(ignoresRobots: true))
        #expect(harvest.skips.count == 60)
        #expect(harvest.skips.filter { $0.skip.reason == .notTried }.count > 30)
        #expect(harvest.skips.allSatisfy { $0.skip.reason.keepsArticle })
    }

    @Test func `a page that has not changed is not read again`() async throws {
        let site = Site([
            map: Self.sitemap(["https://shop.example/a", "https://shop.example/b"]),
            "https://shop.example/a": Self.page("A"), "https://shop.example/b": Self.page("B"),
        ])
        let id = try #require(ArticleID("a-page"))
        let visit = PageVisit(
            url: "https://shop.example/a", article: id,
            validators: PageVisit.Validators(etag: "\"A\"", lastModified: nil), reader: 1)
        let crawl = Crawl(site, clock: site.clock, visits: [visit.url: visit])
        let harvest = try await crawl.read(["https://shop.example/a", "https://shop.example/b"])
        #expect(harvest.unchanged.map(\.article) == [id])
        #expect(harvest.pages.map(\.title) == ["B"])
    }

    @Test func `a source that cannot be read at all says why`() async throws {
        await #expect(throws: SourceFailure.self) { try await read(Site([:])) }
    }
}

/// A clock that leaps over whatever is slept.
final class LeapingClock: WallClock {
    private let milliseconds = Mutex<Int64>(1_000_000)

    var elapsed: Int64 { milliseconds.withLock { $0 } - 1_000_000 }

    func now() -> Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    func sleep(milliseconds: Int) async throws {
        self.milliseconds.withLock { $0 += Int64(milliseconds) }
    }
}

/// Answers by address; everything else is not there.
final class Site: PageSource {
    let clock = LeapingClock()
    private let answers: [String: FetchedPage]
    private let isSilent: Bool
    private let log = Mutex<[String]>([])

    init(_ answers: [String: FetchedPage], isSilent: Bool = false) {
        self.answers = answers
        self.isSilent = isSilent
    }

    var asked: [String] { log.withLock { $0 } }

    func get(
        _ address: WebAddress, unless known: PageVisit.Validators?, bytesMax: Int
    ) async throws -> FetchedPage {
        log.withLock { $0.append(address.text) }
        guard let answer = answers[address.text] else {
            if isSilent { throw Skip.Reason.unreachable("no connection could be made") }
            return FetchedPage(status: 404)
        }
        if let etag = known?.etag, etag == answer.validators.etag { return FetchedPage(status: 304) }
        return answer
    }
}
