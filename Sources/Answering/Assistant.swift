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
        /// The evidence is sufficient; `Decision` is what is known before the answer is written.
        case answer(Basis, Decision)
        case handOff(HandoffReason, Decision)
    }

    /// What an answer is written from, and held against.
    package struct Basis: Sendable {
        let question: LanguageModel.Question
        let sources: [Source]
        /// Of the best source.
        let language: String
        let ownNames: [String]

        /// `nil` for a draft that needs no check.
        func check(_ draft: Draft) -> SupportCheck? { draft.isVerbatim ? nil : audit(draft) }

        /// Holds any draft against its sources.
        func audit(_ draft: Draft) -> SupportCheck {
            let analyzer = Analyzer(language: language)
            return SupportCheck(
                question: question.text, sources: draft.sources, language: language, ownNames: ownNames
            ) { analyzer.terms($0) }
        }
    }

    let answerer: any Answerer
    /// Who answers when `answerer` fails; nobody when it is `nil`: then people do.
    let fallback: (any Answerer)?
    private let index: SearchIndex
    private let rules: Rules?
    private let ownNames: @Sendable () -> [String]
    private let answerMin: @Sendable () -> Double

    /// - Parameters:
    ///   - ownNames: names that an answer may use without a source, such as the product's.
    ///   - answerMin: the first confidence from which on an answer is given, 0...1. Both are asked at each
    ///     question, as an administrator may change them.
    package init(
        index: SearchIndex, answerer: any Answerer, fallback: (any Answerer)? = ExtractiveAnswerer(),
        rules: Rules? = nil, ownNames: @escaping @Sendable () -> [String] = { [] },
        answerMin: @escaping @Sendable () -> Double = { Confidence.answerMin }
    ) {
        self.index = index
        self.answerer = answerer
        self.fallback = fallback
        self.rules = rules
        self.ownNames = ownNames
        self.answerMin = answerMin
    }

    package func consider(_ turn: Turn) async throws -> Verdict {
        if let rule = rules?.first(in: turn.messages.map(\.text)) {
            return .handOff(rule.reason, decision(turn, .handOff, rule.reason, rule: rule.id))
        }
        let courtesies = turn.messages.map { Courtesy($0.text) }
        if let courtesy = courtesies.last ?? nil, courtesies.allSatisfy({ $0 != nil }) {
            return .courtesy(courtesy.reply, decision(turn, .courtesy))
        }
        if turn.messages.contains(where: { PersonRequest.isMade(in: $0.text) }) {
            return .handOff(.visitorRequest, decision(turn, .handOff, .visitorRequest))
        }
        return try await search(turn)
    }

    private func decision(
        _ turn: Turn, _ outcome: Decision.Outcome, _ reason: HandoffReason? = nil, rule: String? = nil
    ) -> Decision {
        Decision(
            question: turn.ids, outcome: outcome, reason: reason, rules: rules?.reference, rule: rule)
    }

    private func search(_ turn: Turn) async throws -> Verdict {
        let (snapshot, findings) = await index.search(
            Query(text: turn.text, context: turn.context, pageArea: turn.page?.area), limit: Self.hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(
            findings, model: index.confidence, answerMin: answerMin())
        let candidates = findings.hits.map(Decision.Candidate.init)
        func decision(_ outcome: Decision.Outcome, _ reason: HandoffReason? = nil) -> Decision {
            var decision = Decision(
                question: turn.ids, outcome: outcome, reason: reason, snapshot: snapshot.id,
                answerer: answerer.name, candidates: candidates, measures: evidence.measures,
                rules: rules?.reference)
            guard let confidence = evidence.confidence else { return decision }
            decision.confidence = confidence
            decision.confidenceVersion = evidence.confidenceVersion
            return decision
        }
        switch sufficiency {
        case .none: return .handOff(.missingKnowledge, decision(.handOff, .missingKnowledge))
        case .weak: return .handOff(.lowConfidence, decision(.handOff, .lowConfidence))
        case .sufficient:
            let page = turn.page.map(LanguageModel.Question.Page.init)
            // What went to a person by a rule, such as a card number, is no business of a model later on.
            let context = turn.context.filter { rules?.first(in: [$0]) == nil }
            let basis = basis(text: turn.text, context: context, page: page, findings)
            return .answer(basis, decision(.answer))
        }
    }

    func basis(
        text: String, context: [String], page: LanguageModel.Question.Page?, _ findings: Findings
    ) -> Basis {
        let language = findings.hits.first?.language ?? ""
        let question = LanguageModel.Question(
            text: text, context: context, page: page, language: language,
            relevance: { findings.relevance(of: $0) })
        let sources = findings.hits.prefix(Self.sourcesMax).map {
            Source(passage: $0.passage, title: $0.articleTitle)
        }
        return Basis(question: question, sources: Array(sources), language: language, ownNames: ownNames())
    }
}

extension LanguageModel.Question.Page {
    /// Of an address only the path is of use to a model; host, query and fragment may hold anything.
    init(_ page: PageContext) {
        let behindScheme = page.url.firstRange(of: "://").map { page.url[$0.upperBound...] } ?? page.url[...]
        let path = behindScheme.drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" }
        self.init(title: page.title, area: page.area, path: String(path))
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
