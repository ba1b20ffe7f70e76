import Conversations

/// Asks a site for its pages as a guest should: one request after the other in time, none that its
/// robots.txt refuses, none to other sites, and no more once it does not answer.
actor SiteVisitor {
    static let redirectsMax = 5
    static let attemptsMax = 3
    /// A longer rest that a server wishes is not waited for.
    static let retrySecondsMax = 30
    static let retrySecondsDefault = 2
    /// Pages in a row that were not reached, before the rest is not tried.
    static let failuresInARowMax = 20

    nonisolated let wishes: Crawl.Wishes
    private let pages: any PageSource
    private let clock: any WallClock
    private let sites: Set<String>
    private var rulesByOrigin: [String: RobotsRules] = [:]
    private var failuresInARow = 0
    /// When the next request may go, in milliseconds of the clock.
    private var nextAt: Int64 = 0
    private var delaySeconds: Double

    init(_ pages: any PageSource, clock: any WallClock, wishes: Crawl.Wishes, sites: Set<String>) {
        self.pages = pages
        self.clock = clock
        self.wishes = wishes
        self.sites = sites.union(wishes.hosts.map { WebAddress.site(ofHost: $0.lowercased()) })
        delaySeconds = 1 / max(wishes.pagesPerSecond, 0.01)
    }

    /// The page at an address, or where it leads: its status is 2xx, or 304. Throws a `Skip.Reason`.
    ///
    /// - Parameter asSitemap: sitemaps are for robots, whatever robots.txt says, and may be larger.
    func get(
        _ address: WebAddress, unless known: PageVisit.Validators? = nil, asSitemap: Bool = false
    ) async throws -> (page: FetchedPage, address: WebAddress) {
        var current = address
        for _ in 0...Self.redirectsMax {
            guard sites.contains(current.site) else { throw Skip.Reason.otherHost(current.host) }
            if !asSitemap, !wishes.ignoresRobots, try await !rules(for: current).allows(current.target) {
                throw Skip.Reason.robots
            }
            let page = try await answer(
                current, unless: known, bytesMax: asSitemap ? Sitemap.bytesMax : HTMLPage.bytesMax)
            switch page.status {
            case 200...299, 304: return (page, current)
            case 301, 302, 303, 307, 308:
                guard let next = page.location.flatMap({ WebAddress($0, base: current) }) else {
                    throw Skip.Reason.status(page.status)
                }
                current = next
            default: throw Skip.Reason.status(page.status)
            }
        }
        throw Skip.Reason.tooManyRedirects
    }

    /// Once more where the server asks to come back.
    private func answer(
        _ address: WebAddress, unless known: PageVisit.Validators?, bytesMax: Int
    ) async throws -> FetchedPage {
        guard failuresInARow < Self.failuresInARowMax else { throw Skip.Reason.notTried }
        for attempt in 1... {
            try await waitForTurn()
            let page: FetchedPage
            do {
                page = try await pages.get(address, unless: known, bytesMax: bytesMax)
                failuresInARow = 0
            } catch let reason as Skip.Reason {
                if case .unreachable = reason { failuresInARow += 1 }
                throw reason
            }
            let rest = page.retryAfterSeconds ?? Self.retrySecondsDefault
            guard page.status == 429 || page.status == 503, attempt < Self.attemptsMax,
                (0...Self.retrySecondsMax).contains(rest)
            else { return page }
            nextAt = max(nextAt, clock.now().milliseconds + Int64(rest) * 1_000)
        }
        throw Skip.Reason.notTried
    }

    /// Turns are handed out in order, each a step after the one before.
    private func waitForTurn() async throws {
        let now = clock.now().milliseconds
        let turn = max(now, nextAt)
        nextAt = turn + Int64((delaySeconds * 1_000).rounded(.up))
        if turn > now { try await clock.sleep(milliseconds: Int(turn - now)) }
    }

    private func rules(for address: WebAddress) async throws -> RobotsRules {
        if let known = rulesByOrigin[address.origin] { return known }
        let rules = try await fetchedRules(for: address)
        rulesByOrigin[address.origin] = rules
        if let wished = rules.delaySeconds { delaySeconds = max(delaySeconds, wished) }
        return rules
    }

    /// RFC 9309, 2.3.1: redirects are followed, "not there" allows all, "cannot say" refuses all.
    private func fetchedRules(for address: WebAddress) async throws -> RobotsRules {
        guard var current = WebAddress("/robots.txt", base: address) else { return .none }
        for _ in 0...Self.redirectsMax {
            let page: FetchedPage
            do {
                page = try await answer(current, unless: nil, bytesMax: RobotsRules.bytesMax)
            } catch Skip.Reason.privateAddress {
                // The page itself says so with its own reason.
                return .none
            } catch is Skip.Reason {
                return .unreachable
            }
            switch page.status {
            case 200...299: return RobotsRules(String(decoding: page.body, as: UTF8.self))
            case 300...399:
                guard let next = page.location.flatMap({ WebAddress($0, base: current) }) else {
                    return .none
                }
                current = next
            case 400...499: return .none
            default: return .unreachable
            }
        }
        return .none
    }
}
