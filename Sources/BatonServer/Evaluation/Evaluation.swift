import Knowledge
package import Retrieval

/// Asks labelled questions of a library and counts what comes back.
package struct Evaluation: Sendable {
    /// Passages that are looked at for the order of the articles.
    static let hitsMax = 60
    /// Ranks beyond this count as not found.
    static let articlesMax = 10

    /// What an answer would show a visitor, checked once more.
    package struct Shown: Sendable, Hashable, Codable {
        package let sentences: Int
        /// Sentences that were shown although the passage that they cite does not say them.
        package let unsupported: Int
        /// Drafted sentences that the check stopped.
        package let withheld: Int
        /// Why the model gave no answer; then it was quoted.
        package let failure: String?
        package let milliseconds: Double

        package init(
            sentences: Int, unsupported: Int, withheld: Int, failure: String?, milliseconds: Double
        ) {
            self.sentences = sentences
            self.unsupported = unsupported
            self.withheld = withheld
            self.failure = failure
            self.milliseconds = milliseconds
        }
    }

    /// Writes the answer that the server would write; `nil` when there would be none.
    package typealias Answer = @Sendable (Query, Findings) async -> Shown?

    private let index: SearchIndex
    private let answer: Answer?

    /// Without `answer` only the search and the gate are measured.
    package init(index: SearchIndex, answer: Answer? = nil) {
        self.index = index
        self.answer = answer
    }

    /// - Parameter progress: called with the number of questions asked so far.
    package func run(
        _ questions: [LabelledQuestion], progress: (Int) -> Void = { _ in }
    ) async -> EvaluationReport {
        var outcomes: [EvaluationOutcome] = []
        for question in questions {
            outcomes.append(await ask(question))
            progress(outcomes.count)
        }
        return EvaluationReport(
            snapshot: index.current.id, embedder: index.current.embedder,
            articles: index.current.articleCount, passages: index.current.passageCount, outcomes: outcomes)
    }

    private func ask(_ question: LabelledQuestion) async -> EvaluationOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        let query = Query(text: question.text, pageArea: question.page)
        let (_, findings) = await index.search(query, limit: Self.hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(findings, model: index.confidence)
        let milliseconds = (clock.now - start).milliseconds
        var articles: [ArticleID] = []
        for hit in findings.hits where !articles.contains(hit.passage.article) {
            articles.append(hit.passage.article)
        }
        let isAnswered = if case .sufficient = sufficiency { true } else { false }
        let shown = isAnswered ? await answer?(query, findings) : nil
        let rank = articles.prefix(Self.articlesMax).firstIndex { question.expected.contains($0) }
        return EvaluationOutcome(
            question: question.text, expected: question.expected.map(\.value),
            found: articles.prefix(5).map(\.value), rank: rank.map { $0 + 1 }, isAnswered: isAnswered,
            milliseconds: milliseconds, shown: shown, measures: evidence.measures)
    }
}

/// What came back for one question.
package struct EvaluationOutcome: Sendable, Hashable, Codable {
    package let question: String
    /// Empty when the library holds no answer.
    package let expected: [String]
    /// The first five articles, best first.
    package let found: [String]
    /// Of the first expected article, from 1; `nil` when it was not among the first ten.
    package let rank: Int?
    /// Whether the gate let it pass.
    package let isAnswered: Bool
    /// For the vector and the search.
    package let milliseconds: Double
    package let shown: Evaluation.Shown?
    /// What the gate saw, as in a decision record.
    package let measures: [String: Double]

    var isAnswerable: Bool { !expected.isEmpty }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
