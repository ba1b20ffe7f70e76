/// The rules for each key of the front matter; collects every mistake of one file.
struct ArticleFields {
    let file: String
    let matter: FrontMatter
    private(set) var errors: [ArticleFileError]

    init(file: String, matter: FrontMatter) {
        self.file = file
        self.matter = matter
        errors = matter.errors
    }

    func line(_ key: FrontMatter.Key) -> Int { matter.values[key]?.line ?? 1 }

    /// `nil` when any key that an article needs is wrong; `errors` says which.
    mutating func article(markdown: String) -> Article? {
        let id = id()
        let title = title()
        let productArea = text(.productArea, charactersMax: Article.productAreaCharactersMax)
        let language = language()
        let audience = audience()
        let translationOf = translationOf(id)
        let phrasings = phrasings()
        let sourceURL = sourceURL()
        guard errors.isEmpty, let id, let title else { return nil }
        return Article(
            id: id, title: title, productArea: productArea, language: language, audience: audience,
            markdown: markdown, translationOf: translationOf, phrasings: phrasings,
            sourceURL: sourceURL)
    }

    mutating func fail(_ problem: ArticleFileError.Problem, line: Int) {
        errors.append(ArticleFileError(file: file, line: line, problem: problem))
    }

    private mutating func fail(_ key: FrontMatter.Key, _ problem: ArticleFileError.Problem) {
        fail(problem, line: line(key))
    }

    /// A key with a wrong value is reported as that, not as missing.
    private mutating func needed(_ key: FrontMatter.Key) -> String? {
        if !matter.named.contains(key) { fail(key, .missingKey(key.rawValue)) }
        return matter.values[key]?.text
    }

    private mutating func text(_ key: FrontMatter.Key, charactersMax: Int) -> String? {
        guard let text = matter.values[key]?.text else { return nil }
        guard text.count <= charactersMax else {
            fail(key, .valueTooLong(key: key.rawValue, charactersMax: charactersMax))
            return nil
        }
        return text
    }

    private mutating func id() -> ArticleID? {
        guard let text = needed(.id) else { return nil }
        guard let id = ArticleID(text) else {
            fail(.id, .badArticleID(key: "id"))
            return nil
        }
        return id
    }

    private mutating func title() -> String? {
        guard needed(.title) != nil else { return nil }
        return text(.title, charactersMax: Article.titleCharactersMax)
    }

    private mutating func language() -> String {
        guard let text = matter.values[.language]?.text else { return "en" }
        let tag = text.lowercased()
        if !(2...3).contains(tag.utf8.count) || !tag.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) {
            fail(.language, .badLanguage)
        }
        return tag
    }

    private mutating func audience() -> Audience {
        guard let text = matter.values[.audience]?.text else { return .everyone }
        if let audience = Audience(rawValue: text) { return audience }
        fail(.audience, .badAudience)
        return .everyone
    }

    private mutating func translationOf(_ id: ArticleID?) -> ArticleID? {
        guard let text = matter.values[.translationOf]?.text else { return nil }
        guard let original = ArticleID(text) else {
            fail(.translationOf, .badArticleID(key: "translation_of"))
            return nil
        }
        if original == id { fail(.translationOf, .translationOfItself) }
        return original
    }

    private mutating func sourceURL() -> String? {
        guard let text = text(.sourceURL, charactersMax: Article.sourceURLCharactersMax) else { return nil }
        let isAddress = ["https://", "http://"].contains {
            text.lowercased().hasPrefix($0) && text.count > $0.count
        }
        if !isAddress || text.contains(where: \.isWhitespace) { fail(.sourceURL, .badSourceURL) }
        return text
    }

    private mutating func phrasings() -> [String] {
        let items = matter.lists[.phrasings] ?? []
        if items.count > Article.phrasingsMax {
            fail(.tooManyPhrasings(items.count), line: items[Article.phrasingsMax].line)
        }
        var lineByPhrasing: [String: Int] = [:]
        for item in items.prefix(Article.phrasingsMax) {
            let folded = item.text.lowercased()
            if item.text.isEmpty {
                fail(.emptyPhrasing, line: item.line)
            } else if item.text.count > Article.phrasingCharactersMax {
                fail(.phrasingTooLong, line: item.line)
            } else if let first = lineByPhrasing[folded] {
                fail(.duplicatePhrasing(firstLine: first), line: item.line)
            } else {
                lineByPhrasing[folded] = item.line
            }
        }
        return items.map(\.text)
    }
}
