import Conversations
import Edge
import FoundationEssentials
import Knowledge
import Web

/// The help centre: readable without a script, the widget beside it.
struct HelpCentre: Sendable {
    static let summaryCharactersMax = 160
    /// Articles of the same area named below an article.
    static let relatedMax = 4
    static let generalArea = "General"

    private let index: PageTemplate
    private let article: PageTemplate
    private let missing: PageTemplate
    private let gone: PageTemplate
    private let shelf: Shelf
    private let settings: @Sendable () -> ChatSettings

    init(assets: Assets, shelf: Shelf, settings: @escaping @Sendable () -> ChatSettings) {
        index = PageTemplate(assets.text("help/index.html") ?? "")
        article = PageTemplate(assets.text("help/article.html") ?? "")
        missing = PageTemplate(assets.text("help/not-found.html") ?? "")
        gone = PageTemplate(assets.text("help/gone.html") ?? "")
        self.shelf = shelf
        self.settings = settings
    }

    var routes: [Route] {
        [
            Route("GET", "/") { _ in .redirect(to: "/help", status: 302) },
            Route("GET", "/help") { _ in page(index.filled(indexValues)) },
            Route("GET", "/help/:id") { request in articlePage(request.parameters["id"] ?? "") },
        ]
    }

    func notFound(_ request: Request) -> Response {
        guard request.path.hasPrefix("/help") || request.header("accept")?.contains("text/html") == true
        else {
            return .problem(404, "There is nothing here.")
        }
        return page(missing.filled(common), status: 404)
    }

    private func articlePage(_ id: String) -> Response {
        guard let revision = shelf.readable(id) else {
            return shelf.isGone(id)
                ? page(gone.filled(common), status: 410) : page(missing.filled(common), status: 404)
        }
        return page(article.filled(values(for: revision)))
    }

    private func page(_ html: String, status: Int = 200) -> Response {
        var response = Response.html(html, status: status)
        response.headers.append(("Content-Security-Policy", PagePolicy.help(publicURL: settings().publicURL)))
        response.headers.append(("Cache-Control", "no-cache"))
        return response
    }

    private var common: [String: String] {
        ["widget_src": settings().publicURL + "/widget.js", "assistant": settings().assistantName]
    }

    private var indexValues: [String: String] {
        let areas = Dictionary(grouping: shelf.readable) { $0.article.productArea ?? "" }
        let sections = areas.sorted { ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key) }
        var values = common
        values["title"] = "Help centre"
        values["articles_html"] =
            sections.isEmpty
            ? "<p class=\"empty\">No article has been published yet.</p>"
            : sections.map { section($0.key, revisions: $0.value) }.joined(separator: "\n")
        return values
    }

    private func section(_ area: String, revisions: [Revision]) -> String {
        let items = revisions.map { revision in
            let id = PageTemplate.escaped(revision.article.id.value)
            let title = PageTemplate.escaped(revision.article.title)
            let summary = PageTemplate.escaped(Self.summary(of: revision.article))
            return "<li><a href=\"/help/\(id)\">\(title)</a><p>\(summary)</p></li>"
        }
        let heading = PageTemplate.escaped(Self.heading(area))
        return "<section class=\"area\"><h2>\(heading)</h2><ul>\(items.joined())</ul></section>"
    }

    private func values(for revision: Revision) -> [String: String] {
        let shown = revision.article
        var values = common
        values["title"] = shown.title
        values["area"] = shown.productArea ?? ""
        values["area_name"] = Self.heading(shown.productArea ?? "")
        values["language"] = shown.language
        values["summary"] = Self.summary(of: shown)
        values["updated"] = Self.day(revision.updatedAtMilliseconds)
        values["content_html"] = Markdown.html(shown.markdown)
        values["contents_html"] = Self.contents(of: shown)
        values["related_html"] = related(to: shown)
        return values
    }

    private func related(to shown: Article) -> String {
        let others = shelf.readable.map(\.article).filter {
            $0.id != shown.id && $0.productArea == shown.productArea && $0.language == shown.language
        }
        guard !others.isEmpty else { return "" }
        let items = others.prefix(Self.relatedMax).map { other in
            let (id, title) = (PageTemplate.escaped(other.id.value), PageTemplate.escaped(other.title))
            return "<li><a href=\"/help/\(id)\">\(title)</a></li>"
        }
        return "<ul>\(items.joined())</ul>"
    }

    /// Links to the headings, where there are enough of them to need a list.
    private static func contents(of article: Article) -> String {
        var seen: Set<String> = []
        let items = Markdown.blocks(article.markdown).compactMap { block -> String? in
            guard let anchor = block.anchor, let heading = block.headings.last, seen.insert(anchor).inserted
            else {
                return nil
            }
            return
                "<li><a href=\"#\(PageTemplate.escaped(anchor))\">\(PageTemplate.escaped(heading))</a></li>"
        }
        return items.count >= 2 ? "<ul>\(items.joined())</ul>" : ""
    }

    private static func summary(of article: Article) -> String {
        let paragraph = Markdown.blocks(article.markdown).first { $0.kind == .paragraph }?.text ?? ""
        let sentence = Sentences.split(paragraph).first ?? paragraph
        let words = sentence.filter { $0 != "`" && $0 != "*" }
        // What leads into a list or code in the article stands alone here.
        let plain = words.hasSuffix(":") ? words.dropLast() + "." : words
        return plain.count > summaryCharactersMax ? plain.prefix(summaryCharactersMax) + "…" : plain
    }

    private static func heading(_ area: String) -> String {
        guard let first = area.first else { return generalArea }
        return first.uppercased() + area.dropFirst().replacing("-", with: " ").replacing("_", with: " ")
    }

    private static func day(_ milliseconds: Int64) -> String {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        return date.formatted(.iso8601.year().month().day())
    }
}
