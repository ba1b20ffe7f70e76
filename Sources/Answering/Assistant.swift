package import Conversations
import Knowledge
package import LanguageModel
package import Retrieval

/// Decides what to do with a question: answer it from the knowledge base, return a courtesy, or hand it to
/// people.
package struct Assistant: Sendable {
    static let hitsMax = 8
    /// Passages that an answer may be drawn from.
    static let sourcesMax = 4
    static let excerptCharactersMax = 700

    package enum Verdict: Sendable {
        case courtesy(String, Decision)
        case answer(Draft, Decision)
        case handOff(HandoffReason, Decision)
    }

    private let index: SearchIndex
    private let answerer: any Answerer

    package init(index: SearchIndex, answerer: any Answerer) {
        self.index = index
        self.answerer = answerer
    }

    package func consider(_ turn: Turn) async throws -> Verdict {
        let courtesies = turn.messages.map { Courtesy($0.text) }
        if let courtesy = courtesies.last ?? nil, courtesies.allSatisfy({ $0 != nil }) {
            return .courtesy(courtesy.reply, Decision(question: turn.ids, outcome: .courtesy))
        }
        if turn.messages.contains(where: { PersonRequest.isMade(in: $0.text) }) {
            return .handOff(
                .visitorRequest, Decision(question: turn.ids, outcome: .handOff, reason: .visitorRequest))
        }
        return try await search(turn)
    }

    private func search(_ turn: Turn) async throws -> Verdict {
        let snapshot = index.current
        let findings = snapshot.search(
            Query(text: turn.text, context: turn.context, pageArea: turn.page?.area), limit: Self.hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(findings)
        let candidates = findings.hits.map(Decision.Candidate.init)
        func decision(_ outcome: Decision.Outcome, _ reason: HandoffReason? = nil) -> Decision {
            Decision(
                question: turn.ids, outcome: outcome, reason: reason, snapshot: snapshot.id,
                answerer: answerer.name,
                candidates: candidates, measures: evidence.measures)
        }
        switch sufficiency {
        case .none: return .handOff(.missingKnowledge, decision(.handOff, .missingKnowledge))
        case .weak: return .handOff(.lowConfidence, decision(.handOff, .lowConfidence))
        case .sufficient:
            let question = LanguageModel.Question(
                text: turn.text, context: turn.context, relevance: { findings.relevance(of: $0) })
            let sources = findings.hits.prefix(Self.sourcesMax).map {
                Source(passage: $0.passage, title: $0.articleTitle)
            }
            return .answer(try await answerer.draft(question, from: sources), decision(.answer))
        }
    }
}

extension Decision.Candidate {
    init(_ hit: Hit) {
        self.init(
            article: hit.passage.article.value, revision: hit.passage.revision, passage: hit.passage.ordinal,
            score: hit.score, coverage: hit.coverage)
    }
}

extension Citation {
    init(_ source: Source) {
        let text = source.passage.text
        let isLong = text.count > Assistant.excerptCharactersMax
        self.init(
            article: source.passage.article.value, revision: source.passage.revision,
            passage: source.passage.ordinal, title: source.title, anchor: source.passage.anchor,
            excerpt: isLong ? text.prefix(Assistant.excerptCharactersMax) + "…" : text)
    }
}
