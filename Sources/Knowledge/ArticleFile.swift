/// A Markdown file with front matter, read into an article.
package enum ArticleFile {
    /// Reads one file. Throws the first mistake found.
    package static func parse(text: String, file: String) throws(ArticleFileError) -> Article {
        let (found, errors) = check(text: text, file: file)
        if let first = errors.first { throw first }
        guard let found else { throw ArticleFileError(file: file, line: 1, problem: .missingFrontMatter) }
        return found.article
    }

    /// Reads many files and finds what is wrong in each, and ids that are used twice.
    package static func parseAll(
        _ files: [(file: String, text: String)]
    ) -> (articles: [Article], errors: [ArticleFileError]) {
        var batch = ArticleBatch()
        for (file, text) in files { batch.add(text: text, file: file) }
        return (batch.articles, batch.errors)
    }

    /// The article with the line of its id, or every mistake of the file by line, what is missing last.
    static func check(
        text: String, file: String
    ) -> (found: (article: Article, idLine: Int)?, errors: [ArticleFileError]) {
        do throws(ArticleFileError) {
            guard text.utf8.count <= Article.bytesMax else {
                throw ArticleFileError(file: file, line: 1, problem: .tooLong(bytes: text.utf8.count))
            }
            if let line = firstLineThatIsNoText(text) {
                throw ArticleFileError(file: file, line: line, problem: .notText)
            }
            let parts = try split(text, file: file)
            var fields = ArticleFields(
                file: file, matter: try FrontMatter(yaml: parts.yaml, firstLine: 2, file: file))
            let article = fields.article(markdown: parts.body)
            if parts.body.trimmed.isEmpty { fields.fail(.emptyBody, line: parts.endLine) }
            guard let article, fields.errors.isEmpty else {
                return (nil, fields.errors.sorted { $0.rank < $1.rank })
            }
            return ((article, fields.line(.id)), [])
        } catch {
            return (nil, [error])
        }
    }

    /// A file in UTF-16 is full of zeros, and a text with one cannot be kept.
    private static func firstLineThatIsNoText(_ text: String) -> Int? {
        guard text.utf8.contains(0) else { return nil }
        return text.normalizedLines.firstIndex { $0.utf8.contains(0) }.map { $0 + 1 }
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
