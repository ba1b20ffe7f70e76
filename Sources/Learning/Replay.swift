package import Answering
package import Knowledge
package import Retrieval

/// The same questions on two snapshots: what was answered before, and what is answered now.
package struct Replay: Sendable {
    /// Questions of one replay: a gap has fewer, and the regression set is a sample.
    package static let questionsMax = 500
    static let hitsMax = 5

    /// A question with the articles of which any answers it.
    package struct Question: Sendable {
        package let id: String
        package let text: String
        /// By the snapshot's embedder; `nil` where words alone are searched.
        package let vector: [Float]?
        package let area: String?
        package let expected: Set<String>
        package let known: Known

        package init(
            id: String, text: String, vector: [Float]?, area: String?, expected: Set<String>, known: Known
        ) {
            self.id = id
            self.text = text
            self.vector = vector
            self.area = area
            self.expected = expected
            self.known = known
        }
    }

    /// What is known of the right answer to a question.
    package enum Known: Sendable {
        /// Nobody answered it: that an article is found proves nothing of its text.
        case nothing
        /// What a person answered: the article has to say it.
        case answer(Agreement)
        /// Somebody found the answer right that came from the expected article as it is.
        case article
        /// The same, where the article is to change: what was found has to be said still, if with other
        /// numbers.
        case passage(Agreement)
    }

    /// What the Assistant would do with a question on one snapshot. The answer's words are not made: the
    /// gate, the best article and its passages that were found decide.
    package struct Shown: Hashable, Sendable {
        package let isAnswered: Bool
        /// From an article that is expected.
        package let isFound: Bool
        /// Found, and its text says what is known of the right answer.
        package let isRight: Bool
        /// What the text says beside what a person answered; `nil` where nobody did, or it was not found.
        let text: Agreement.Finding?
        package var textWord: String? { text?.rawValue }
        package let confidence: Double?
        package let article: String?
        package let title: String?
    }

    package struct Pair: Sendable {
        package let question: Question
        package let before: Shown
        package let after: Shown

        /// Answered rightly before, and not any more.
        package var isBroken: Bool { before.isRight && !after.isRight }
        /// Whether a person answered it, so that more than finding can be tried.
        package var isChecked: Bool { if case .answer = question.known { true } else { false } }
    }

    /// How questions are asked: what is in force, for both snapshots alike.
    package struct Ways: Sendable {
        let model: ConfidenceModel
        let threshold: @Sendable (String?) -> Double
        /// Of answers and of passages without their titles, by their text, unit length; none where words
        /// alone are compared.
        let vectors: [String: [Float]]

        package init(
            model: ConfidenceModel, vectors: [String: [Float]] = [:],
            threshold: @escaping @Sendable (String?) -> Double
        ) {
            self.model = model
            self.vectors = vectors
            self.threshold = threshold
        }

        /// What is found for a question, and whether the gate lets an answer through.
        package func ask(
            _ question: Question, of snapshot: Snapshot
        ) -> (query: Query, findings: Findings, isAnswered: Bool, confidence: Double?) {
            let query = Query(text: question.text, pageArea: question.area)
            let findings = snapshot.search(query, vector: question.vector, limit: hitsMax)
            let (sufficiency, evidence) = Sufficiency.of(
                findings, model: model, answerMin: threshold(question.area))
            var isAnswered = false
            if case .sufficient = sufficiency { isAnswered = true }
            return (query, findings, isAnswered, evidence.confidence)
        }

        /// Between an answer and the nearest of some passages.
        package func cosine(_ text: String, _ passages: [Passage]) -> Double? {
            guard let one = vectors[text] else { return nil }
            return passages.compactMap { vectors[$0.text] }.map { other in
                Double(zip(one, other).reduce(0) { $0 + $1.0 * $1.1 })
            }.max()
        }
    }

    /// The gap's own questions.
    package let pairs: [Pair]
    /// Questions that were answered well.
    package let regression: [Pair]

    /// - Parameter former: the article as it is published, so that it is not found by the question itself
    ///   either.
    package init(
        _ questions: [Question], regression: [Question], before: Snapshot, former: TrialSnapshots? = nil,
        trial: TrialSnapshots, in ways: Ways
    ) {
        pairs = questions.prefix(Self.questionsMax).map { question in
            Pair(
                question: question,
                before: Self.shown(question, former?.without(question.text) ?? before, ways).shown,
                after: Self.shown(question, trial.without(question.text), ways).shown)
        }
        let analyzer = trial.revision.map { Analyzer(language: $0.article.language) }
        // What is not answered rightly as things are cannot be broken by what is new.
        self.regression = regression.prefix(Self.questionsMax).compactMap { question in
            let (shown, passages) = Self.shown(question, before, ways)
            guard shown.isRight else { return nil }
            let isChanged = shown.article == trial.article.value
            let now = isChanged ? analyzer.map { question.keeping(passages, $0) } : nil
            return Pair(
                question: question, before: shown,
                after: Self.shown(now ?? question, trial.whole, ways).shown)
        }
    }

    /// Without the memory of questions that had no article, on both sides: the gap's own questions are in it.
    private static func shown(
        _ question: Question, _ snapshot: Snapshot, _ ways: Ways
    ) -> (shown: Shown, passages: [Passage]) {
        let asked = ways.ask(question, of: snapshot)
        let best = asked.findings.hits.first
        let article = best?.passage.article
        let isFound = asked.isAnswered && article.map { question.expected.contains($0.value) } ?? false
        let passages = asked.findings.hits.map(\.passage).filter { $0.article == article }
        let (isRight, text) = isFound ? question.known.judge(passages, ways) : (false, nil)
        let shown = Shown(
            isAnswered: asked.isAnswered, isFound: isFound, isRight: isRight, text: text,
            confidence: asked.confidence, article: article?.value, title: best?.articleTitle)
        return (shown, passages)
    }

    package var broken: [Pair] { regression.filter(\.isBroken) }
    /// The gap's own questions that are answered rightly as things are, and would not be any more.
    package var lost: [Pair] { pairs.filter(\.isBroken) }
    /// What is to be asked about before it goes live.
    package var harmed: [Pair] { broken + lost }
}

extension Replay.Known {
    fileprivate func judge(
        _ passages: [Passage], _ ways: Replay.Ways
    ) -> (isRight: Bool, text: Agreement.Finding?) {
        switch self {
        case .nothing: return (false, nil)
        case .article: return (true, nil)
        case .answer(let answer):
            let finding = answer.finding(in: passages, cosine: ways.cosine(answer.text, passages))
            return (finding == .says, finding)
        case .passage(let passage):
            let finding = passage.finding(in: passages, cosine: ways.cosine(passage.text, passages))
            return (finding != .silent, finding)
        }
    }
}

extension Replay.Question {
    /// The question when the article that answers it changes: `passages` of it were found so far.
    fileprivate func keeping(_ passages: [Passage], _ analyzer: Analyzer) -> Self {
        guard let best = passages.first,
            let passage = Agreement(question: text, replies: [best.text], analyzer: analyzer)
        else { return self }
        return Self(
            id: id, text: text, vector: vector, area: area, expected: expected, known: .passage(passage))
    }
}
