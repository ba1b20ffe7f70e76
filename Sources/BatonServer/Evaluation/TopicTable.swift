import Foundation
package import Knowledge

/// A table of questions with their topics, read as a library: one article a topic, the questions its
/// phrasings.
package enum TopicTable {
    package static func revisions(_ path: String) throws -> [Revision] {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw QuestionFile.Failure(lines: ["\(path): there is no such file, or it is not UTF-8 text."])
        }
        let rows = try CommaSeparated.rows(text, file: path, header: ["text", "label"])
        let topics = Dictionary(grouping: rows) { $0[1] }
        return try topics.sorted { $0.key < $1.key }.map { label, rows in
            let title = label.replacing("_", with: " ")
            let article = Article(
                id: try id(label, file: path), title: title, markdown: title,
                phrasings: Array(rows.map { $0[0] }.prefix(Article.phrasingsMax)))
            return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
        }
    }

    /// A label as the id of an article: `Card_arrival?` is `card-arrival`.
    static func id(_ label: String, file: String) throws -> ArticleID {
        let letters = label.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let slug = String(letters.prefix(ArticleID.charactersMax)).trimming("-")
        guard let id = ArticleID(slug) else {
            throw QuestionFile.Failure(lines: ["\(file): the label `\(label)` cannot be an article's id."])
        }
        return id
    }
}

extension String {
    fileprivate func trimming(_ character: Character) -> String {
        var rest = Substring(self)
        while rest.first == character { rest.removeFirst() }
        while rest.last == character { rest.removeLast() }
        return String(rest)
    }
}
