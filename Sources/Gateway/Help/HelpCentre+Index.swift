import Edge
import Knowledge

extension HelpCentre {
    func indexPage() -> Response {
        let words = self.words(mainLanguage)
        let readable = shelf.readable
        let languages = Dictionary(grouping: readable, by: \.article.language)
        // The language with the most articles leads.
        let ordered = languages.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
        let sections = ordered.map { language, revisions in
            let inside = areas(revisions, self.words(language), level: ordered.count > 1 ? 3 : 2)
            guard ordered.count > 1 else { return "<div class=\"areas\">\(inside)</div>" }
            let name = PageTemplate.escaped(HelpTexts.name(of: language))
            let tag = PageTemplate.escaped(language)
            return "<section class=\"language\" lang=\"\(tag)\" dir=\"\(HelpTexts.direction(language))\">"
                + "<h2>\(name)</h2><div class=\"areas\">\(inside)</div></section>"
        }
        let empty = "<p class=\"empty\">\(PageTemplate.escaped(words.text("no_articles")))</p>"
        let title = words.text("help_centre")
        return page(
            .index, words, title: title,
            head: Self.head(title: title, summary: words.text("index_lead"), url: address.url + "/help"),
            values: ["articles_html": sections.isEmpty ? empty : sections.joined()])
    }

    /// The language of most articles: what a page speaks that is about none of them.
    var mainLanguage: String? {
        let counts = Dictionary(grouping: shelf.readable, by: \.article.language).mapValues(\.count)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func areas(_ revisions: [Revision], _ words: HelpTexts.Words, level: Int) -> String {
        let areas = Dictionary(grouping: revisions) { $0.article.productArea ?? "" }
        let sections = areas.sorted { ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key) }
        return sections.map { area, revisions in
            let items = revisions.map { revision in
                let title = PageTemplate.escaped(revision.article.title)
                let lead = PageTemplate.escaped(ArticleLead.of(revision.article))
                return "<li><a href=\"/help/\(revision.article.id.value)\">\(title)</a><p>\(lead)</p></li>"
            }
            let name = PageTemplate.escaped(areaName(area, words))
            let id = PageTemplate.escaped(Self.anchor(ofArea: area))
            return "<section class=\"area\"><h\(level) id=\"\(id)\">\(name)</h\(level)>"
                + "<ul>\(items.joined())</ul></section>"
        }.joined(separator: "\n")
    }

    func areaName(_ area: String, _ words: HelpTexts.Words) -> String {
        guard let first = area.first else { return words.text("general") }
        return first.uppercased() + area.dropFirst().replacing("-", with: " ").replacing("_", with: " ")
    }

    /// The place of an area on the index.
    static func anchor(ofArea area: String) -> String {
        "area-" + (area.isEmpty ? generalArea : area.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// What search engines and messengers read of a page.
    static func head(title: String, summary: String, url: String, kind: String = "website") -> String {
        let (title, summary) = (PageTemplate.escaped(title), PageTemplate.escaped(summary))
        let url = PageTemplate.escaped(url)
        return """
            <meta name="description" content="\(summary)">
              <link rel="canonical" href="\(url)">
              <meta property="og:type" content="\(kind)">
              <meta property="og:title" content="\(title)">
              <meta property="og:description" content="\(summary)">
              <meta property="og:url" content="\(url)">
            """
    }
}
