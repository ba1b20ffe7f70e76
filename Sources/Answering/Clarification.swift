import Conversations
import Knowledge
import Retrieval

/// A question back: which of the two best articles is meant. It is made of their own words, so it needs no
/// model.
package struct Clarification: Sendable, Hashable {
    /// The share of the threshold that the confidence must reach: below it nothing found is plausible, and a
    /// question back would only delay the person.
    static let confidenceShareMin = 0.5
    /// The same where words alone ranked and no confidence is known: the share of the question found.
    static let coverageMin = 0.5
    /// The second article's share of the best score: further behind it is no alternative.
    static let rivalShareMin = 0.7

    let choices: [AskedBack.Choice]
    /// In which it is asked: that of the articles.
    private let language: String

    /// `nil` when there are no two articles, or nothing that tells them apart.
    init?(_ hits: [Hit]) {
        guard let best = hits.first,
            let rival = hits.first(where: { $0.passage.article != best.passage.article }),
            rival.language == best.language, rival.score >= best.score * Self.rivalShareMin,
            let labels = ArticleLabels.apart(best, rival)
        else { return nil }
        choices = zip([best, rival], [labels.0, labels.1]).map { hit, label in
            AskedBack.Choice(article: hit.passage.article.value, label: label)
        }
        language = best.language
    }

    /// Whether what was found is worth a question.
    static func isPlausible(_ evidence: Evidence, answerMin: Double) -> Bool {
        guard evidence.contentTerms > 0, !evidence.lacksNumber else { return false }
        guard let confidence = evidence.measures["confidence"] else {
            return evidence.coverage >= coverageMin
        }
        return confidence >= answerMin * confidenceShareMin
    }

    /// The question as a sentence. It names the choices, so that a client without buttons can ask it too.
    var text: String {
        let labels = choices.map { $0.label.replacing("`", with: "").replacing("*", with: "") }
        return words.question(labels[0], labels[1])
    }

    func asked(as message: MessageID) -> AskedBack {
        AskedBack(message: message, choices: choices, other: words.other)
    }

    private var words: ClarifyingWords { ClarifyingWords.of(language) }
}

/// The sentence of a question back in one language.
struct ClarifyingWords: Sendable {
    let question: @Sendable (String, String) -> String
    let other: String

    static func of(_ language: String) -> ClarifyingWords { known[language] ?? english }

    private static let english = ClarifyingWords(
        question: { "Is this about \u{201C}\($0)\u{201D} or \u{201C}\($1)\u{201D}?" }, other: "Something else"
    )

    private static let known: [String: ClarifyingWords] = [
        "de": ClarifyingWords(
            question: { "Geht es um \u{201E}\($0)\u{201C} oder um \u{201E}\($1)\u{201C}?" },
            other: "Etwas anderes"),
        "es": ClarifyingWords(
            question: { "¿Se trata de «\($0)» o de «\($1)»?" }, other: "Otra cosa"),
        "fr": ClarifyingWords(
            question: { "S’agit-il de « \($0) » ou de « \($1) » ?" }, other: "Autre chose"),
        "he": ClarifyingWords(question: { "הכוונה ל־״\($0)״ או ל־״\($1)״?" }, other: "משהו אחר"),
    ]
}
