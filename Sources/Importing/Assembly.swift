package import Knowledge

/// Articles made of a harvest: each with its id, none twice.
package struct Assembly: Sendable {
    /// What the pages do not say themselves.
    package struct Defaults: Hashable, Sendable {
        package let language: String
        package let productArea: String?
        package let audience: Audience

        package init(language: String = "en", productArea: String? = nil, audience: Audience = .everyone) {
            self.language = language
            self.productArea = productArea
            self.audience = audience
        }
    }

    package private(set) var articles: [Article] = []
    package private(set) var places: [ArticleID: String] = [:]
    package private(set) var skips: [Skip] = []
    /// Articles whose pages have not changed.
    package let unchanged: [ArticleID]
    /// Articles that are there still, or of which nobody can say that they are gone.
    package private(set) var named: Set<ArticleID>

    private var naming: ArticleNaming
    private let defaults: Defaults
    private var placeBySource: [String: String] = [:]
    private var placeByText: [String: String] = [:]
    /// Articles whose pages were not read, by title: their texts are in the library alone.
    private var unread: [String: [(place: String, state: ArticleState)]] = [:]
    private var accepted: [(page: ImportedPage, id: ArticleID)] = []
    private var idBySlug: [String: ArticleID] = [:]

    package init(
        _ harvest: Harvest, states: [ArticleState], origin: String, defaults: Defaults = Defaults(),
        visited: [String: ArticleID] = [:]
    ) {
        naming = ArticleNaming(states: states, origin: origin)
        self.defaults = defaults
        unchanged = harvest.unchanged.map(\.article)
        named = Set(unchanged)
        let known = Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, id) in harvest.unchanged {
            if let source = known[id]?.sourceURL { placeBySource[source] = place }
            if let state = known[id] { unread[state.title, default: []].append((place, state)) }
            places[id] = place
            naming.take(id)
        }
        for page in harvest.pages { add(page) }
        articles = accepted.map(article)
        for (skip, key) in harvest.skips {
            skips.append(skip)
            guard skip.reason.keepsArticle else { continue }
            if let id = visited[skip.place] { named.insert(id) }
            if let key, case .own(let id) = naming.peek(key) { named.insert(id) }
        }
    }

    private mutating func add(_ page: ImportedPage) {
        let text = page.title + "\n" + page.markdown + "\n" + (page.language ?? "")
        if let first = page.key.sourceURL.flatMap({ placeBySource[$0] }) ?? placeByText[text]
            ?? unreadTwin(of: page)
        {
            return skips.append(Skip(page.place, .duplicate(of: first)))
        }
        guard !page.markdown.isEmpty else { return skips.append(Skip(page.place, .noText)) }
        guard page.markdown.utf8.count <= Article.bytesMax else {
            if case .own(let id) = naming.peek(page.key) { named.insert(id) }
            return skips.append(Skip(page.place, .tooLarge))
        }
        switch naming.name(page.key) {
        case .elsewhere(let id): skips.append(Skip(page.place, .elsewhere(article: id.value)))
        case .none: skips.append(Skip(page.place, .duplicate(of: page.key.slug)))
        case .own(let id):
            if let source = page.key.sourceURL { placeBySource[source] = page.place }
            placeByText[text] = page.place
            idBySlug[page.key.slug] = id
            places[id] = page.place
            named.insert(id)
            accepted.append((page, id))
        }
    }

    /// Where the same text stands that was not read this time.
    private func unreadTwin(of page: ImportedPage) -> String? {
        let title = String(page.title.prefix(Article.titleCharactersMax))
        return unread[title]?.first { _, state in
            article(page, id: state.id, sourceURL: state.sourceURL).contentHash == state.contentHash
        }?.place
    }

    private func article(_ page: ImportedPage, id: ArticleID) -> Article {
        article(
            page, id: id,
            sourceURL: page.key.sourceURL.flatMap {
                $0.count <= Article.sourceURLCharactersMax ? $0 : nil
            })
    }

    private func article(_ page: ImportedPage, id: ArticleID, sourceURL: String?) -> Article {
        let area = (page.productArea ?? defaults.productArea).map {
            String($0.prefix(Article.productAreaCharactersMax))
        }
        return Article(
            id: id, title: String(page.title.prefix(Article.titleCharactersMax)), productArea: area,
            language: page.language ?? defaults.language, audience: page.audience ?? defaults.audience,
            markdown: page.markdown,
            translationOf: page.translationOf.flatMap { idBySlug[$0] }.flatMap { $0 == id ? nil : $0 },
            sourceURL: sourceURL)
    }
}
