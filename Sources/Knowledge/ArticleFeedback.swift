/// What a reader said to "Did this help?" below an article.
package struct HelpedByArticle: Sendable, Hashable {
    /// One visit of one reader: a random id that is forgotten with the visit, 8 to 64 of `A-Z a-z 0-9 - _`.
    package static let visitCharactersMin = 8
    package static let visitCharactersMax = 64

    package let article: ArticleID
    package let revision: Int
    package let hasHelped: Bool
    package let visit: String

    /// `nil` unless the revision counts from 1 and the visit keeps its alphabet and length.
    package init?(article: ArticleID, revision: Int, hasHelped: Bool, visit: String) {
        let bytes = visit.utf8
        guard revision >= 1, bytes.count >= Self.visitCharactersMin, bytes.count <= Self.visitCharactersMax,
            bytes.allSatisfy(Self.isAllowed)
        else { return nil }
        self.article = article
        self.revision = revision
        self.hasHelped = hasHelped
        self.visit = visit
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// How many visits a revision helped, and how many it did not.
package struct HelpedTally: Sendable, Hashable {
    package let revision: Int
    package let helped: Int
    package let notHelped: Int

    package init(revision: Int, helped: Int, notHelped: Int) {
        self.revision = revision
        self.helped = helped
        self.notHelped = notHelped
    }
}

/// Where the answers to "Did this help?" are kept: events in a stream of each article's own.
package protocol ArticleFeedback: Sendable {
    /// Stores the answer. A visit counts once a revision: the same answer again stores nothing, another one
    /// takes its place. False when no such revision was ever published.
    @discardableResult
    func note(_ answer: HelpedByArticle, atMilliseconds: Int64) async throws -> Bool
    /// Of each revision that somebody answered about, the newest first.
    func tally(of article: ArticleID) async throws -> [HelpedTally]
}
