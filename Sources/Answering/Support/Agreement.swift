package import Knowledge
import LanguageModel
package import Retrieval

/// Whether passages say what people answered to a question: by their words, and by vectors where there are
/// some.
///
/// Like `SupportCheck` it compares words, so it is a tripwire and no proof. The limits were chosen on
/// `Tests/Questions/agreement-tuning.jsonl`; `agreement.jsonl` only judges.
package struct Agreement: Sendable {
    package enum Finding: String, Hashable, Sendable, CaseIterable {
        /// The passages say it.
        case says
        /// They speak of the same and say another number, or the opposite.
        case otherwise
        /// They speak of something else.
        case silent
    }

    /// The share of the answer's words that passages hold which say the same, 0...1.
    package static let shareMin = 0.6
    /// The same where vectors say that both mean the same: people retell in other words.
    package static let shareNearMin = 0.3
    /// Between the answer and the nearest passage, from which on both mean the same.
    package static let cosineMin = 0.55
    /// A sentence is held against what contradicts it only where the passages hold this share of its words.
    package static let shareSameMin = 0.5
    /// Of one answer: what comes later seldom answers.
    package static let sentencesMax = 40

    /// What the people said that can be looked up, without greetings and questions back.
    package let text: String
    private let question: String
    private let sentences: [String]
    private let analyzer: Analyzer
    private let reader: TermReader

    /// `nil` when the replies say nothing that could be looked up.
    ///
    /// - Parameter analyzer: of the article's language.
    package init?(question: String, replies: [String], analyzer: Analyzer) {
        let reader = TermReader(language: analyzer.language) { analyzer.terms($0) }
        let idle = Set(reader.terms(Connectives.all + " " + Courtesies.all))
        let said = replies.flatMap { $0.split(whereSeparator: \.isNewline) }
            .flatMap { Sentences.split(String($0)) }
        let telling = said.filter { sentence in
            guard !sentence.hasSuffix("?") else { return false }
            return !Set(reader.terms(sentence)).isSubset(of: idle)
        }
        guard !telling.isEmpty else { return nil }
        sentences = Array(telling.prefix(Self.sentencesMax))
        text = sentences.joined(separator: " ")
        self.question = question
        self.analyzer = analyzer
        self.reader = reader
    }

    /// - Parameter cosine: between `text` and the nearest of the passages, without their titles; `nil` where
    ///   words alone are compared.
    package func finding(in passages: [Passage], cosine: Double?) -> Finding {
        guard !passages.isEmpty else { return .silent }
        // A title and a heading may repeat the question: they say nothing.
        let sources = passages.map { passage in
            Source(
                passage: Passage(
                    article: passage.article, revision: passage.revision, ordinal: passage.ordinal,
                    heading: nil, anchor: nil, text: passage.text), title: "")
        }
        let analyzer = analyzer
        let check = SupportCheck(question: question, sources: sources, language: analyzer.language) {
            analyzer.terms($0)
        }
        let held = sentences.map { sentence in
            let cited = DraftSentence(text: sentence, joint: "", citations: Array(1...sources.count))
            return (sentence: cited, share: check.support(of: cited), words: weight(sentence))
        }
        let said = Set(passages.flatMap { Quantity.all(in: $0.text) })
        let isContrary = held.contains { one in
            one.share >= Self.shareSameMin
                && (check.contradicts(one.sentence) || Self.differs(one.sentence.text, from: said))
        }
        let all = held.reduce(0) { $0 + $1.words }
        let share = all > 0 ? held.reduce(0) { $0 + $1.share * $1.words } / all : 0
        let isNear = cosine.map { $0 >= Self.cosineMin } ?? false
        guard share >= (isNear ? Self.shareNearMin : Self.shareMin) else { return .silent }
        return isContrary ? .otherwise : .says
    }

    private func weight(_ sentence: String) -> Double { Double(Set(reader.terms(sentence)).count) }

    /// Whether a number of the sentence is another one there: of the same unit, and never the same.
    private static func differs(_ sentence: String, from said: Set<Quantity>) -> Bool {
        Quantity.all(in: sentence).contains { quantity in
            guard let unit = quantity.unit else { return false }
            let alike = said.filter { $0.unit == unit }
            return !alike.isEmpty && !alike.contains { $0.value == quantity.value }
        }
    }
}

/// What people say around an answer.
enum Courtesies {
    static let all = """
        hi hello hey dear thanks thank you sorry apologize apologies inconvenience trouble reach reaching \
        out contact contacting writing message wait waiting patience moment second let check checked look \
        looked great glad pleased welcome regards best cheers team support colleague colleagues nice day \
        soon please hallo danke bitte gruss grusse entschuldigung moment gern hola gracias saludos lo siento \
        bonjour merci cordialement desole
        """
}
