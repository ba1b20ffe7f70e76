package import Knowledge

/// Some articles of the library against the others: those that say the same, or may contradict each other.
package struct LibraryComparison: Sendable {
    /// A step ends after so many articles or so long, whichever comes first; one article is always compared.
    package static let articlesMax = 25
    package static let milliseconds = 2_000

    /// An article, and a passage of another that resembles one of its own.
    package struct Pair: Hashable, Sendable {
        package let article: ArticleID
        package let title: String
        package let other: Resemblance

        package init(article: ArticleID, title: String, other: Resemblance) {
            self.article = article
            self.title = title
            self.other = other
        }
    }

    /// Each pair of articles once.
    package let pairs: [Pair]
    /// Where the next step begins; `nil` after the last.
    package let next: ArticleID?
    package let compared: Int
    package let articles: Int

    package init(pairs: [Pair], next: ArticleID?, compared: Int, articles: Int) {
        self.pairs = pairs
        self.next = next
        self.compared = compared
        self.articles = articles
    }
}
