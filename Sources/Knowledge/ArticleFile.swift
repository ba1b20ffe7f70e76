/// A Markdown file with front matter, read into an article.
package enum ArticleFile {
    /// Reads one file. Throws the first mistake found.
    package static func parse(text: String, file: String) throws(ArticleFileError) -> Article {
        try located(text: text, file: file).article
    }

    /// Reads many files and finds what is wrong in each, and ids that are used twice.
    package static func parseAll(
        _ files: [(file: String, text: String)]
    ) -> (articles: [Article], errors: [ArticleFileError]) {
        var articles: [Article] = []
        var errors: [ArticleFileError] = []
        var fileByID: [ArticleID: String] = [:]
        for (file, text) in files {
            do throws(ArticleFileError) {
                let found = try located(text: text, file: file)
                if let first = fileByID[found.article.id] {
                    let problem = ArticleFileError.Problem.duplicateID(found.article.id, firstFile: first)
                    throw ArticleFileError(file: file, line: found.idLine, problem: problem)
                }
                fileByID[found.article.id] = file
                articles.append(found.article)
            } catch {
                errors.append(error)
            }
        }
        return (articles, errors)
    }

    private static func located(
        text: String, file: String
    ) throws(ArticleFileError) -> (article: Article, idLine: Int) {
        guard text.utf8.count <= Article.bytesMax else {
            throw ArticleFileError(file: file, line: 1, problem: .tooLong(bytes: text.utf8.count))
        }
        let parts = try split(text, file: file)
        let fields = Fields(
            file: file, matter: try FrontMatter(yaml: parts.yaml, firstLine: 2, file: file))
        let id = try fields.id()
        let article = Article(
            id: id, title: try fields.title(), productArea: try fields.productArea(),
            language: try fields.language(), audience: try fields.audience(), markdown: parts.body,
            translationOf: try fields.translationOf(id))
        guard !parts.body.trimmed.isEmpty else {
            throw ArticleFileError(file: file, line: parts.endLine, problem: .emptyBody)
        }
        return (article, fields.line(.id))
    }

    private static func split(
        _ text: String, file: String
    ) throws(ArticleFileError) -> (yaml: String, body: String, endLine: Int) {
        var lines = text.normalizedLines
        // Editors on Windows put a byte order mark first; it is no part of the text.
        if let first = lines.first, first.unicodeScalars.first == "\u{feff}" {
            lines[0] = Substring(first.unicodeScalars.dropFirst())
        }
        guard let first = lines.first, isFence(first) else {
            throw ArticleFileError(file: file, line: 1, problem: .missingFrontMatter)
        }
        guard let end = lines.dropFirst().firstIndex(where: isFence) else {
            throw ArticleFileError(file: file, line: 1, problem: .unclosedFrontMatter)
        }
        let yaml = lines[1..<end].joined(separator: "\n")
        let body = lines[(end + 1)...].drop { $0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
        return (yaml, body, end + 1)
    }

    private static func isFence(_ line: Substring) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
    }
}

/// The rules for each key of the front matter.
private struct Fields {
    let file: String
    let matter: FrontMatter

    func line(_ key: FrontMatter.Key) -> Int { matter.values[key]?.line ?? 1 }

    private func fail(_ key: FrontMatter.Key, _ problem: ArticleFileError.Problem) -> ArticleFileError {
        ArticleFileError(file: file, line: line(key), problem: problem)
    }

    private func text(
        _ key: FrontMatter.Key, charactersMax: Int
    ) throws(ArticleFileError) -> String? {
        guard let text = matter.values[key]?.text else { return nil }
        guard text.count <= charactersMax else {
            throw fail(key, .valueTooLong(key: key.rawValue, charactersMax: charactersMax))
        }
        return text
    }

    func id() throws(ArticleFileError) -> ArticleID {
        guard let text = matter.values[.id]?.text else { throw fail(.id, .missingKey("id")) }
        guard let id = ArticleID(text) else { throw fail(.id, .badArticleID(key: "id")) }
        return id
    }

    func title() throws(ArticleFileError) -> String {
        guard let title = try text(.title, charactersMax: Article.titleCharactersMax) else {
            throw fail(.title, .missingKey("title"))
        }
        return title
    }

    func productArea() throws(ArticleFileError) -> String? {
        try text(.productArea, charactersMax: Article.productAreaCharactersMax)
    }

    func language() throws(ArticleFileError) -> String {
        guard let text = matter.values[.language]?.text else { return "en" }
        let tag = text.lowercased()
        guard (2...3).contains(tag.utf8.count), tag.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) else {
            throw fail(.language, .badLanguage)
        }
        return tag
    }

    func audience() throws(ArticleFileError) -> Audience {
        guard let text = matter.values[.audience]?.text else { return .everyone }
        guard let audience = Audience(rawValue: text) else { throw fail(.audience, .badAudience) }
        return audience
    }

    func translationOf(_ id: ArticleID) throws(ArticleFileError) -> ArticleID? {
        guard let text = matter.values[.translationOf]?.text else { return nil }
        guard let original = ArticleID(text) else {
            throw fail(.translationOf, .badArticleID(key: "translation_of"))
        }
        guard original != id else { throw fail(.translationOf, .translationOfItself) }
        return original
    }
}
