/// Article files that belong together, checked one by one: all mistakes, and ids that are used twice.
package struct ArticleBatch: Sendable {
    /// Where an article's id stands.
    package struct Place: Hashable, Sendable {
        package let file: String
        /// Counts from 1; `nil` for what is no file of ours.
        package let line: Int?

        init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        /// A page, or a row of an export.
        package init(page: String) {
            file = page
            line = nil
        }
    }

    package private(set) var articles: [Article] = []
    package private(set) var errors: [ArticleFileError] = []
    package private(set) var places: [ArticleID: Place] = [:]

    package init() {}

    package mutating func add(text: String, file: String) {
        let (found, mistakes) = ArticleFile.check(text: text, file: file)
        errors += mistakes
        guard let found else { return }
        if let first = places[found.article.id] {
            errors.append(
                ArticleFileError(
                    file: file, line: found.idLine,
                    problem: .duplicateID(found.article.id, firstFile: first.file)))
            return
        }
        places[found.article.id] = Place(file: file, line: found.idLine)
        articles.append(found.article)
    }
}
