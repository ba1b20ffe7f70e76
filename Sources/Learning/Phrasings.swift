package import Conversations
package import Knowledge
import LanguageModel

/// A question that a person answered by naming an article, and what became of it as a phrasing.
package struct LearnedPhrasing: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// It waits for an editor.
        case proposed
        /// The article has it.
        case taken
        /// An editor did not want it.
        case left
    }

    /// The question that failed.
    package let id: EscalationID
    package let at: Timestamp
    package let article: ArticleID
    package var state: State
    package let text: String

    package init(id: EscalationID, at: Timestamp, article: ArticleID, state: State, text: String) {
        self.id = id
        self.at = at
        self.article = article
        self.state = state
        self.text = text
    }
}

/// Where they are kept.
package protocol PhrasingLedger: Sendable {
    func phrasing(_ id: EscalationID) async throws(JournalError) -> LearnedPhrasing?
    /// The newest first.
    func phrasings(
        _ state: LearnedPhrasing.State, limit: Int
    ) async throws(JournalError) -> [LearnedPhrasing]
    /// Puts it in the place of what was known of the question.
    func keep(_ phrasing: LearnedPhrasing) async throws(JournalError)
}

/// Which questions are good phrasings of an article.
package enum PhrasingRule {
    /// Phrasings of an article from which on no question is added to it: more say little that is new, where
    /// this was measured on public questions, and each is searched with every question.
    package static let learnedMax = 25
    static let charactersMax = 300
    static let wordsMin = 2

    /// What happens to such questions.
    package enum Way: String, Hashable, Sendable, CaseIterable {
        /// An editor is asked.
        case ask
        case add
        case off
    }

    /// What was asked as a phrasing; `nil` for what others will not ask so: a story, a word, or what holds
    /// somebody's data.
    package static func text(of question: String) -> String? {
        let words = question.split(whereSeparator: \.isWhitespace)
        let text = words.joined(separator: " ")
        guard words.count >= wordsMin, text.count <= charactersMax, PersonalData.found(in: text).isEmpty
        else { return nil }
        return text
    }

    /// The article with one more phrasing; `nil` when it has as many as it should, or one that is the same.
    package static func adding(_ text: String, to article: Article) -> Article? {
        let known = Set((article.phrasings + [article.title]).map(plain))
        guard article.phrasings.count < learnedMax, !known.contains(plain(text)) else { return nil }
        return article.with(phrasings: article.phrasings + [text])
    }

    /// The article without phrasings; `nil` when it has none of them.
    package static func removing(_ texts: [String], from article: Article) -> Article? {
        let gone = Set(texts.map(plain))
        let left = article.phrasings.filter { !gone.contains(plain($0)) }
        return left.count == article.phrasings.count ? nil : article.with(phrasings: left)
    }

    /// Which of an article's phrasings this question is, as the article has it.
    package static func phrasing(_ question: String, of article: Article) -> String? {
        article.phrasings.first { plain($0) == plain(question) }
    }

    /// Without case, spaces and the marks at its end.
    private static func plain(_ text: String) -> String {
        let kept = text.lowercased().filter { $0.isLetter || $0.isNumber || $0.isWhitespace }
        return kept.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Article {
    fileprivate func with(phrasings: [String]) -> Article {
        Article(
            id: id, title: title, productArea: productArea, language: language, audience: audience,
            markdown: markdown, translationOf: translationOf, phrasings: phrasings, sourceURL: sourceURL)
    }
}

/// Makes phrasings of questions that people answered by naming an article.
package struct PhrasingKeeper: Sendable {
    /// Of a publication that somebody else's came before.
    static let attemptsMax = 3

    private let ledger: any PhrasingLedger
    private let library: any Library
    private let clock: any WallClock
    private let way: @Sendable () -> PhrasingRule.Way

    package init(
        ledger: any PhrasingLedger, library: any Library, clock: any WallClock,
        way: @escaping @Sendable () -> PhrasingRule.Way
    ) {
        self.ledger = ledger
        self.library = library
        self.clock = clock
        self.way = way
    }

    /// Looks at a question of which a person may have named the article.
    func look(at escalation: Escalation, text: () async throws -> String?) async throws {
        let way = way()
        guard way != .off, let article = escalation.namedArticle.flatMap({ ArticleID($0) }) else { return }
        let known = try await ledger.phrasing(escalation.id)
        // What an editor, or the setting, decided stays; what still waits follows the team's last word.
        guard known == nil || known?.state == .proposed && known?.article != article else { return }
        guard let asked = try await text(), let text = PhrasingRule.text(of: asked),
            let revision = try await library.revision(article),
            PhrasingRule.adding(text, to: revision.article) != nil
        else { return }
        let new = LearnedPhrasing(
            id: escalation.id, at: escalation.at, article: article, state: .proposed, text: text)
        try await ledger.keep(new)
        if way == .add { try await take(new) }
    }

    /// Adds it to its article; false when that is gone, has enough, or has the same already.
    @discardableResult
    package func take(_ phrasing: LearnedPhrasing) async throws -> Bool {
        var taken = phrasing
        for _ in 0..<Self.attemptsMax {
            guard let revision = try await library.revision(phrasing.article),
                let article = PhrasingRule.adding(phrasing.text, to: revision.article)
            else {
                try await leave(phrasing)
                return false
            }
            let report = try await library.publish(
                Publication([article], source: .console, expecting: [article.id: revision.number]),
                atMilliseconds: clock.now().milliseconds)
            guard report.conflicts.isEmpty else { continue }
            taken.state = .taken
            try await ledger.keep(taken)
            return true
        }
        return false
    }

    package func leave(_ phrasing: LearnedPhrasing) async throws {
        var left = phrasing
        left.state = .left
        try await ledger.keep(left)
    }
}
