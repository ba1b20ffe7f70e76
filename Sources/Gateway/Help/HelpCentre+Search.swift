import Edge
import Knowledge
import Retrieval

extension HelpCentre {
    /// A page with results, without a script.
    func searchPage(_ request: Request) async -> Response {
        let query = request.query["q"] ?? ""
        let words = self.words(request.query["language"] ?? mainLanguage)
        let trimmed = query.filter { !$0.isWhitespace }
        do {
            if !trimmed.isEmpty { try admit(request) }
        } catch {
            return tooMany(query, words)
        }
        let results =
            trimmed.isEmpty
            ? HelpSearch.Results(query: "", found: [], words: [])
            : await search.results(query, language: request.query["language"])
        let count = results.found.count
        let places = ["n": "\(count)", "query": results.query]
        let heading =
            trimmed.isEmpty
            ? words.text("search_empty")
            : words.text(count == 0 ? "found_none" : count == 1 ? "found_one" : "found_many", places)
        return page(
            .found, words, title: heading + " · " + words.text("help_centre"),
            head: "<meta name=\"robots\" content=\"noindex\">",
            values: [
                "query": results.query, "heading": heading,
                "advice": count == 0 ? words.text(trimmed.isEmpty ? "search_advice" : "found_advice") : "",
                "results_html": Self.list(results),
            ])
    }

    private func tooMany(_ query: String, _ words: HelpTexts.Words) -> Response {
        let heading = words.text("search_too_many")
        var response = page(
            .found, words, title: heading + " · " + words.text("help_centre"),
            values: [
                "query": String(query.prefix(HelpSearch.queryCharactersMax)), "heading": heading,
                "advice": words.text("search_too_many_advice"),
            ],
            status: 429)
        response.headers.append(("Retry-After", "\(AttemptLimiter.windowSeconds)"))
        return response
    }

    /// The same for a script: texts only, no markup.
    func searchAnswer(_ request: Request) async throws -> Response {
        let query = request.query["q"] ?? ""
        guard query.contains(where: { !$0.isWhitespace }) else {
            return .json(JSON.object(["query": "", "results": [], "words": []]))
        }
        try admit(request)
        let results = await search.results(query, language: request.query["language"])
        let rows = results.found.map { found -> JSON in
            [
                "article": .string(found.article.id.value), "title": .string(found.article.title),
                "url": .string("/help/\(found.article.id.value)"), "excerpt": .string(found.excerpt),
                "area": .optional(found.article.productArea),
                "area_name": .string(
                    areaName(found.article.productArea ?? "", words(request.query["language"]))),
                "language": .string(found.article.language),
            ]
        }
        return .json(
            JSON.object([
                "query": .string(results.query), "results": .array(rows),
                "words": .array(results.words.map(JSON.string)),
            ]))
    }

    static func list(_ results: HelpSearch.Results) -> String {
        guard !results.found.isEmpty else { return "" }
        let items = results.found.map { found in
            let article = found.article
            let language = PageTemplate.escaped(article.language)
            let direction = HelpTexts.direction(article.language)
            let title = MarkedText.html(article.title, words: results.words)
            let excerpt = MarkedText.html(found.excerpt, words: results.words)
            return "<li lang=\"\(language)\" dir=\"\(direction)\"><a href=\"/help/\(article.id.value)\">"
                + "\(title)</a><p>\(excerpt)</p></li>"
        }
        return "<ol class=\"found\">\(items.joined())</ol>"
    }
}

/// A text with the words that were searched for in `<mark>`; the page's scripts do it with elements.
enum MarkedText {
    /// A shorter word would be found within too many others.
    static let wordCharactersMin = 3
    /// What a word may lose to its endings: "installing" marks "install".
    static let endingCharacters = 2

    static func html(_ text: String, words: [String]) -> String {
        let stems = words.compactMap(stem)
        guard !stems.isEmpty else { return PageTemplate.escaped(text) }
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            let isWord = first.isLetter || first.isNumber
            let piece = rest.prefix { ($0.isLetter || $0.isNumber) == isWord }
            rest = rest[piece.endIndex...]
            let escaped = PageTemplate.escaped(String(piece))
            let lower = piece.lowercased()
            let isMarked = isWord && stems.contains { lower.hasPrefix($0) }
            result += isMarked ? "<mark>\(escaped)</mark>" : escaped
        }
        return result
    }

    private static func stem(_ word: String) -> String? {
        guard word.count >= wordCharactersMin else { return nil }
        return String(word.lowercased().prefix(max(wordCharactersMin, word.count - endingCharacters)))
    }
}
