import Conversations
import Edge
import Knowledge
import Retrieval
import Web

/// The help centre: readable without a script, the widget beside it.
struct HelpCentre: Sendable {
    static let generalArea = "general"

    let shelf: Shelf
    let search: HelpSearch
    let address: PublicAddress
    let clock: any WallClock
    private let layout: PageTemplate
    private let templates: [Template: PageTemplate]
    private let texts: HelpTexts
    private let attempts: AttemptLimiter

    /// What stands in the middle of a page, by the name of its file.
    enum Template: String, CaseIterable {
        case index = "index.html"
        case article = "article.html"
        case found = "found.html"
        case missing = "missing.html"
    }

    init(assets: Assets, shelf: Shelf, index: SearchIndex, address: PublicAddress, clock: any WallClock) {
        layout = PageTemplate(assets.text("help/layout.html") ?? "")
        templates = Template.allCases.reduce(into: [:]) {
            $0[$1] = PageTemplate(assets.text("help/\($1.rawValue)") ?? "")
        }
        texts = HelpTexts(assets: assets)
        self.shelf = shelf
        self.address = address
        self.clock = clock
        search = HelpSearch(index: index, shelf: shelf)
        attempts = AttemptLimiter(clock: clock, attemptsMax: HelpSearch.perAddressAndMinuteMax)
    }

    var routes: [Route] {
        [
            Route("GET", "/") { _ in .redirect(to: "/help", status: 302) },
            Route("GET", "/help") { _ in indexPage() },
            Route("GET", "/help/search") { request in await searchPage(request) },
            Route("GET", "/api/help/search") { request in try await searchAnswer(request) },
            Route("GET", "/help/:id") { request in articlePage(request.parameters["id"] ?? "") },
            Route("GET", "/sitemap.xml") { _ in siteMap() },
            Route("GET", "/robots.txt") { _ in robots() },
        ]
    }

    func notFound(_ request: Request) -> Response {
        guard request.path.hasPrefix("/help") || request.header("accept")?.contains("text/html") == true
        else {
            return .problem(404, "There is nothing here.")
        }
        return missingPage(words: "", status: 404)
    }

    func words(_ language: String?) -> HelpTexts.Words { texts.words(language) }

    /// Searching costs more than reading: beyond a pace an address has to wait.
    func admit(_ request: Request) throws(HTTPFailure) {
        guard attempts.admit(request.remoteAddress) else {
            throw HTTPFailure(429, "Too many searches: wait a minute and try again.")
        }
    }

    /// A whole page.
    ///
    /// - Parameters:
    ///   - words: the language of everything that is not an article's.
    ///   - head: further elements of the head, each value escaped already.
    func page(
        _ template: Template, _ words: HelpTexts.Words, title: String, head: String = "",
        values: [String: String] = [:], status: Int = 200
    ) -> Response {
        var all = words.slots.merging(values) { _, own in own }
        all["title"] = title
        all["head_html"] = head
        all["widget_src"] = address.url + "/widget.js"
        all["main_html"] = templates[template]?.filled(all) ?? ""
        let html = layout.filled(all)
        var response = Response.html(html, status: status)
        response.headers.append(("Content-Security-Policy", PagePolicy.help(publicURL: address.url)))
        response.headers.append(("Cache-Control", "no-cache"))
        response.headers.append(("Content-Language", words.language))
        if status == 200 { response.headers.append(("ETag", EntityTag.of(response.body))) }
        // The same for everybody who asks, so that its length tells nothing.
        response.packing = .forEachAnswer
        return response
    }

    /// The place of an article, as the world knows it.
    func url(of article: Article) -> String { "\(address.url)/help/\(article.id.value)" }
}
