package import Knowledge

/// A passage that was found, and how well it fits the question.
package struct Hit: Sendable, Hashable {
    package let passage: Passage
    package let articleTitle: String
    package let language: String
    /// Higher is better, no upper bound: the fused score (see `Fusion`), or raw BM25 with boosts where words
    /// alone ranked.
    package let score: Double
    /// To the question, -1...1; `nil` where words alone ranked.
    package let cosine: Double?
    /// The share of the question, weighted by how rare each word is, that the passage with its title and
    /// heading holds: 0...1.
    package let coverage: Double
    /// The weight of the words found, against that of a word that one passage alone holds: 0 or more. Two
    /// words that half of all passages hold are no evidence, even when they are the whole question.
    package let specificity: Double
    /// The words of the question with content that were found.
    package let matchedTerms: [String]
    /// Those of them that the title or the heading holds.
    package let matchedInTitle: [String]
}

/// The answer to a search.
package struct Findings: Sendable {
    /// Best first.
    package let hits: [Hit]
    /// The share of the question that two neighbouring sentences or items of the best hit hold, with title
    /// and heading: words that are found far apart seldom answer together. 0 to the hit's `coverage`.
    package let focus: Double
    /// Whether the question asks how many or how much, and the best hit says no number.
    package let lacksNumber: Bool
    /// Whether the question names a code of a kind that the articles know, and the article of the best hit
    /// holds none of its codes.
    package let lacksCode: Bool
    /// The best raw BM25 score of any document.
    let wordsScore: Double
    /// `nil` where words alone ranked.
    package private(set) var dense: DenseEvidence?
    private let question: Question

    init(
        hits: [Hit], focus: Double, lacksCode: Bool = false, wordsScore: Double, dense: DenseEvidence?,
        question: Question
    ) {
        self.lacksCode = lacksCode
        self.hits = hits
        self.focus = focus
        self.wordsScore = wordsScore
        self.dense = dense
        self.question = question
        lacksNumber = question.asksForNumber && hits.first.map { !Numbers.areIn($0.passage.text) } == true
    }

    /// The question's words, as the index of the best hit's language reads them.
    package var terms: [QueryTerm] { question.terms }

    /// Words with content that the index knows as they are written.
    var knownWords: Int { terms.count { $0.isContent && $0.isKnown && $0.spellings.isEmpty } }

    /// The share of the question that `text` speaks to, 0...1: which sentence of a passage to quote.
    package func relevance(of text: String) -> Double {
        let terms = Set(question.analyzer.terms(text))
        return question.coverage(where: terms.contains).share
    }

    /// The same findings beside the nearest question that had no article; without vectors, unchanged.
    func with(unanswered cosine: Double?) -> Findings {
        var findings = self
        findings.dense?.unanswered = cosine
        return findings
    }

    /// The same question with the hits of several languages; the best must stay the best.
    func with(hits: [Hit]) -> Findings {
        Findings(
            hits: hits, focus: focus, lacksCode: lacksCode, wordsScore: wordsScore, dense: dense,
            question: question)
    }
}
