import Answering
package import Embedding
package import Knowledge
package import Retrieval

/// Asks labelled questions of a library and counts what comes back.
package struct Evaluation: Sendable {
    /// Passages that are looked at for the order of the articles.
    static let hitsMax = 60
    /// Ranks beyond this count as not found.
    static let articlesMax = 10

    /// Writes the answer that the server would write; `nil` when there would be none.
    package typealias Answer = @Sendable (Query, Findings) async -> Shown?

    let index: SearchIndex
    /// Makes the vectors of questions that are remembered; `nil` where words alone are searched.
    let embedder: (any Embedder)?
    /// What the index was made of; the confidence is fitted on it, where it is large enough.
    let revisions: [Revision]
    let answerMin: @Sendable (DayZero?) -> Double
    private let followUps: FollowUps
    private let rewrite: Rewrite?
    private let answer: Answer?

    /// - Parameters:
    ///   - embedder: that of the index.
    ///   - revisions: of the index; without them the confidence is the one that was set by hand.
    ///   - answerMin: the confidence from which on an answer is given, 0...1, by what was fitted on the
    ///     library; `nil` where nothing was.
    ///   - rewrite: asked for questions with turns before them, if `followUps` wants a model.
    ///   - answer: without it only the search and the gate are measured.
    package init(
        index: SearchIndex, embedder: (any Embedder)? = nil, revisions: [Revision] = [],
        answerMin: @escaping @Sendable (DayZero?) -> Double = { _ in Confidence.answerMin },
        followUps: FollowUps = .model, rewrite: Rewrite? = nil, answer: Answer? = nil
    ) {
        self.index = index
        self.embedder = embedder
        self.revisions = revisions
        self.answerMin = answerMin
        (self.followUps, self.rewrite, self.answer) = (followUps, rewrite, answer)
    }

    /// - Parameter progress: called with the number of questions asked so far.
    func outcomes(
        _ questions: [LabelledQuestion], answerMin: Double, writesAnswers: Bool,
        progress: (Int) -> Void = { _ in }
    ) async -> [EvaluationOutcome] {
        var outcomes: [EvaluationOutcome] = []
        for question in questions {
            outcomes.append(await ask(question, answerMin: answerMin, writesAnswer: writesAnswers))
            progress(outcomes.count)
        }
        return outcomes
    }

    private func ask(
        _ question: LabelledQuestion, answerMin: Double, writesAnswer: Bool
    ) async -> EvaluationOutcome {
        let turns = followUps == .alone ? [] : question.context
        let rewriting = followUps == .model && !turns.isEmpty ? await rewrite?(question) : nil
        let clock = ContinuousClock()
        let start = clock.now
        let query = Query(
            question.text, after: turns, rewritten: rewriting?.text, pageArea: question.page)
        let (_, findings) = await index.search(query, limit: Self.hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(
            findings, model: index.confidence, answerMin: answerMin)
        let milliseconds = (clock.now - start).milliseconds
        let articles = Self.articles(findings)
        let isAnswered = if case .sufficient = sufficiency { true } else { false }
        let asked = Query(text: question.text, context: turns, pageArea: question.page)
        let shown = isAnswered && writesAnswer ? await answer?(asked, findings) : nil
        let ranks = articles.indices.filter { question.expected.contains(articles[$0]) }.map { $0 + 1 }
        return EvaluationOutcome(
            question: question.text, expected: question.expected.map(\.value),
            found: articles.prefix(5).map(\.value), rank: ranks.first, ranks: ranks, isAnswered: isAnswered,
            milliseconds: milliseconds, shown: shown, measures: evidence.measures, rewriting: rewriting)
    }

    /// Each article once, by its best passage.
    private static func articles(_ findings: Findings) -> [ArticleID] {
        var articles: [ArticleID] = []
        for hit in findings.hits where !articles.contains(hit.passage.article) {
            articles.append(hit.passage.article)
            if articles.count == articlesMax { break }
        }
        return articles
    }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
