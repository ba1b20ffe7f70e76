import Conversations
import Edge
import Knowledge
import Retrieval

extension HelpCentre {
    /// Articles named below an article.
    static let relatedMax = 4
    /// Fewer headings need no list of them.
    static let contentsMin = 2
    /// What may have been meant by an address that leads nowhere.
    static let guessesMax = 3

    func articlePage(_ id: String) -> Response {
        guard let revision = shelf.readable(id) else {
            return missingPage(words: id.replacing("-", with: " "), status: shelf.isGone(id) ? 410 : 404)
        }
        let article = revision.article
        let words = self.words(article.language)
        let lead = ArticleLead.of(article)
        let moment = PageMoment(milliseconds: revision.updatedAtMilliseconds)
        let head = Self.head(title: article.title, summary: lead, url: url(of: article), kind: "article")
        let contents = Self.contents(of: article)
        var values = [
            "title_alone": article.title, "area": article.productArea ?? "",
            "area_name": areaName(article.productArea ?? "", words),
            "area_anchor": Self.anchor(ofArea: article.productArea ?? ""),
            "attributes": JSON.object(["article": .string(article.id.value)]).text,
            "article": article.id.value, "revision": "\(revision.number)",
            "language": article.language, "direction": HelpTexts.direction(article.language),
            "updated_html": moment.html(now: clock.now(), words),
            "content_html": OwnImages.only(in: Markdown.html(article.markdown)),
            "contents_html": contents, "contents_class": contents.isEmpty ? "without-contents" : "",
            "related_html": links(to: related(to: article)),
            "translations_html": translations(of: article) + Self.original(of: article, words),
        ]
        let neighbours = neighbours(of: article)
        values["before_html"] = step(neighbours.before, "before", words)
        values["after_html"] = step(neighbours.after, "after", words)
        return page(
            .article, words, title: article.title + " · " + words.text("help_centre"),
            head: head + alternates(of: article), values: values)
    }

    /// 404, or 410 for what anybody could read once.
    func missingPage(words: String, status: Int) -> Response {
        let chrome = self.words(mainLanguage)
        let guesses =
            words.isEmpty ? [] : search.quickResults(words).found.prefix(Self.guessesMax).map(\.article)
        let kind = status == 410 ? "gone" : "missing"
        return page(
            .missing, chrome, title: chrome.text(kind + "_title") + " · " + chrome.text("help_centre"),
            head: "<meta name=\"robots\" content=\"noindex\">",
            values: [
                "heading": chrome.text(kind + "_heading"), "says": chrome.text(kind + "_says"),
                "guesses_html": links(to: guesses),
            ],
            status: status)
    }

    /// Those that the index has nearest; without vectors, the first of the same area.
    private func related(to shown: Article) -> [Article] {
        if let near = search.index.current.neighbours(of: shown.id, limit: Self.relatedMax) {
            return near.compactMap { shelf.readable($0.value)?.article }
        }
        return Array(
            inArea(of: shown).filter { $0.id != shown.id }.prefix(Self.relatedMax))
    }

    private func inArea(of shown: Article) -> [Article] {
        shelf.readable.map(\.article).filter {
            $0.productArea == shown.productArea && $0.language == shown.language
        }
    }

    private func neighbours(of shown: Article) -> (before: Article?, after: Article?) {
        let area = inArea(of: shown)
        guard let place = area.firstIndex(where: { $0.id == shown.id }) else { return (nil, nil) }
        return (place > 0 ? area[place - 1] : nil, place + 1 < area.count ? area[place + 1] : nil)
    }

    private func step(_ article: Article?, _ rel: String, _ words: HelpTexts.Words) -> String {
        guard let article else { return "" }
        let (title, way) = (PageTemplate.escaped(article.title), PageTemplate.escaped(words.text(rel)))
        return "<a class=\"step \(rel)\" rel=\"\(rel == "before" ? "prev" : "next")\""
            + " href=\"/help/\(article.id.value)\"><span>\(way)</span>\(title)</a>"
    }

    private func links(to articles: some Sequence<Article>) -> String {
        let items = articles.map { article in
            "<li><a href=\"/help/\(article.id.value)\">\(PageTemplate.escaped(article.title))</a></li>"
        }
        return items.isEmpty ? "" : "<ul>\(items.joined())</ul>"
    }

    /// The same article in other languages.
    private func versions(of shown: Article) -> [Article] {
        let original = shown.translationOf ?? shown.id
        return shelf.readable.map(\.article).filter {
            $0.id != shown.id && ($0.id == original || $0.translationOf == original)
        }
    }

    private func translations(of shown: Article) -> String {
        versions(of: shown).map { other in
            let (tag, name) = (PageTemplate.escaped(other.language), HelpTexts.name(of: other.language))
            return " <a href=\"/help/\(other.id.value)\" hreflang=\"\(tag)\" lang=\"\(tag)\">"
                + "\(PageTemplate.escaped(name))</a>"
        }.joined()
    }

    /// The page that the article was imported from.
    private static func original(of article: Article, _ words: HelpTexts.Words) -> String {
        guard let source = article.sourceURL else { return "" }
        let (place, text) = (PageTemplate.escaped(source), PageTemplate.escaped(words.text("original")))
        return " <a class=\"original\" href=\"\(place)\" rel=\"noopener\">\(text)</a>"
    }

    private func alternates(of shown: Article) -> String {
        let versions = versions(of: shown)
        guard !versions.isEmpty else { return "" }
        return (versions + [shown]).map { version in
            let tag = PageTemplate.escaped(version.language)
            let url = PageTemplate.escaped(url(of: version))
            return "\n  <link rel=\"alternate\" hreflang=\"\(tag)\" href=\"\(url)\">"
        }.joined()
    }

    /// Links to the headings, where there are enough of them to need a list.
    private static func contents(of article: Article) -> String {
        var seen: Set<String> = []
        let items = Markdown.blocks(article.markdown).compactMap { block -> String? in
            guard let anchor = block.anchor, let heading = block.headings.last, seen.insert(anchor).inserted
            else { return nil }
            let (place, text) = (PageTemplate.escaped(anchor), PageTemplate.escaped(heading))
            return "<li><a href=\"#\(place)\">\(text)</a></li>"
        }
        return items.count >= contentsMin ? "<ul>\(items.joined())</ul>" : ""
    }
}
