import Answering
import Knowledge
package import LanguageModel
import Retrieval

/// Has a model write the text of an article from what people answered, and looks itself which of them says
/// each sentence.
package struct ArticleDrafter: Sendable {
    /// From the question to the model to the end of its text. An editor waits beside the outline.
    package static let millisecondsMax = 60_000
    /// Answers that the text is written from, and passages of published articles beside them. Together no
    /// more than `sources_max` of the prompt.
    package static let turnsMax = 6
    package static let relatedMax = 2
    static let questionsMax = 12

    /// What one person answered to one question.
    package struct Turn: Hashable, Sendable {
        package let id: EscalationID
        /// Its place among the replies to that question, from 0.
        package let reply: Int
        package let question: String
        package let text: String
    }

    /// A passage of a published article.
    package struct Related: Hashable, Sendable {
        package let article: String
        package let title: String
        package let text: String

        package init(article: String, title: String, text: String) {
            self.article = article
            self.title = title
            self.text = text
        }
    }

    private let writer: DraftWriter
    private let analyzer: Analyzer

    /// - Parameter language: that the article is written in.
    package init(_ writer: DraftWriter, language: String) {
        self.writer = writer
        analyzer = Analyzer(language: language)
    }

    /// Throws a `NoDraft` that says why there is none.
    package func write(
        _ topic: String, evidence: [Outline.Evidence], related: [Related]
    ) async throws(NoDraft) -> WrittenDraft {
        let turns = turns(of: evidence)
        guard !turns.isEmpty else { throw .noAnswers }
        let sources = turns.enumerated().compactMap { Self.source($0.element, number: $0.offset) }
        let published = related.prefix(Self.relatedMax).compactMap(Self.source)
        let questions = evidence.prefix(Self.questionsMax).map { PersonalData.cleared($0.text) }
        let draft = writer.draft(
            PersonalData.cleared(topic), questions: Array(questions), turns: sources, related: published)
        let checks = DraftSupport(topic: topic, draft.sources, turns: turns, analyzer: analyzer)
        var sentences: [WrittenDraft.Sentence] = []
        var isCut = false
        do {
            for try await sentence in draft.sentences { sentences.append(checks.judged(sentence)) }
        } catch {
            // A text that was cut is a beginning; one that ended otherwise is none.
            let why = NoDraft(error)
            guard why == .cut, !sentences.isEmpty else { throw why }
            isCut = true
        }
        guard !sentences.isEmpty else { throw .refused }
        return WrittenDraft(
            sentences: sentences, isCut: isCut, model: draft.model ?? "", prompt: draft.prompt ?? "")
    }

    /// Answers that say something, each once, one of each question before the second of any.
    private func turns(of evidence: [Outline.Evidence]) -> [Turn] {
        var seen = Set<String>()
        let all = evidence.flatMap { one in
            one.replies.enumerated().compactMap { index, reply -> Turn? in
                let says = Agreement(question: one.text, replies: [reply], analyzer: analyzer) != nil
                guard says, seen.insert(Outline.key(reply)).inserted else { return nil }
                return Turn(
                    id: one.id, reply: index, question: PersonalData.cleared(one.text),
                    text: PersonalData.cleared(reply))
            }
        }
        return Sampled.evenly(all, limit: Self.turnsMax, by: \.id)
    }

    private static func source(_ turn: Turn, number: Int) -> Source? {
        guard let id = ArticleID("answer-\(number + 1)") else { return nil }
        return Source(
            passage: Passage(
                article: id, revision: 0, ordinal: 0, heading: nil, anchor: nil, text: turn.text),
            title: turn.question)
    }

    private static func source(_ related: Related) -> Source? {
        guard let id = ArticleID(related.article) else { return nil }
        return Source(
            passage: Passage(
                article: id, revision: 0, ordinal: 0, heading: nil, anchor: nil, text: related.text),
            title: related.title)
    }
}

/// Which sources say a sentence, one by one: what the model cites is only where it is looked for first.
struct DraftSupport {
    private let check: SupportCheck
    private let turns: [ArticleDrafter.Turn]
    private let sources: [Source]

    init(topic: String, _ sources: [Source], turns: [ArticleDrafter.Turn], analyzer: Analyzer) {
        // What was asked says nothing: a title in a source's ground would.
        let bare = sources.map { Source(passage: $0.passage, title: "") }
        check = SupportCheck(question: topic, sources: bare, language: analyzer.language) {
            analyzer.terms($0)
        }
        self.turns = turns
        self.sources = sources
    }

    func judged(_ sentence: DraftSentence) -> WrittenDraft.Sentence {
        let text = PersonalData.cleared(sentence.text)
        func verdict(_ citations: [Int]) -> SupportCheck.Verdict {
            check.judge(DraftSentence(text: sentence.text, joint: "", citations: citations))
        }
        let alone = sources.indices.filter { verdict([$0 + 1]) == .supported }
        // "Follow these steps:" leads to what comes next and needs no source.
        if sentence.introduces || (alone.isEmpty && verdict([1]) == .empty) {
            return .init(text: text, joint: sentence.joint, support: alone.map(support), isSupported: true)
        }
        let cited = sentence.citations.filter { sources.indices.contains($0 - 1) }
        let together = alone.isEmpty && cited.count > 1 && verdict(cited) == .supported
        let held = together ? cited.map { $0 - 1 } : alone
        return .init(
            text: text, joint: sentence.joint, support: held.map(support), isSupported: !held.isEmpty)
    }

    private func support(_ index: Int) -> WrittenDraft.Support {
        guard turns.indices.contains(index) else { return .article(sources[index].passage.article.value) }
        return .turn(turns[index].id, reply: turns[index].reply)
    }
}
