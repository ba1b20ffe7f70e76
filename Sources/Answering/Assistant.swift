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
        /// Two articles are plausible and neither is sure enough.
        case clarify(Clarification, Decision)
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
                question: question.text, sources: draft.sources, language: language, ownNames: ownNames,
                given: (question.context + [question.text]).reduce(into: []) {
                    $0.formUnion(PersonalData.values(in: $1))
                }
            ) { analyzer.terms($0) }
        }
    }

    let answerer: any Answerer
    /// Who answers when `answerer` fails; nobody when it is `nil`: then people do.
    let fallback: (any Answerer)?
    private let index: SearchIndex
    let rules: Rules?
    private let ownNames: @Sendable () -> [String]
    private let answerMin: @Sendable (_ area: String?, _ model: String) -> Double
    let rewriter: @Sendable () -> QueryRewriter?

    /// - Parameters:
    ///   - ownNames: names that an answer may use without a source, such as the product's.
    ///   - answerMin: the confidence from which on an answer is given, 0...1, in a product area and by a
    ///     version of the model. Both are asked at each question, as they change at any time.
    ///   - rewriter: who says follow-ups for the search, `nil` without a model; asked for at each.
    package init(
        index: SearchIndex, answerer: any Answerer, fallback: (any Answerer)? = ExtractiveAnswerer(),
        rules: Rules? = nil, ownNames: @escaping @Sendable () -> [String] = { [] },
        answerMin: @escaping @Sendable (_ area: String?, _ model: String) -> Double = { _, _ in
            Confidence.answerMin
        },
        rewriter: @escaping @Sendable () -> QueryRewriter? = { nil }
    ) {
        self.index = index
        self.answerer = answerer
        self.fallback = fallback
        self.rules = rules
        self.ownNames = ownNames
        self.answerMin = answerMin
        self.rewriter = rewriter
    }

    package func consider(_ turn: Turn) async throws -> Verdict {
        // The words of a choice are the library's own.
        if turn.choice == nil, let verdict = atOnce(turn) { return verdict }
        return await search(turn)
    }

    /// What needs no search.
    func atOnce(_ turn: Turn) -> Verdict? {
        if let rule = rules?.first(in: turn.messages.map(\.text)) {
            return .handOff(rule.reason, decision(turn, .handOff, rule.reason, rule: rule.id))
        }
        let courtesies = turn.messages.map { Courtesy($0.text) }
        if let courtesy = courtesies.last ?? nil, courtesies.allSatisfy({ $0 != nil }) {
            return .courtesy(courtesy.reply, decision(turn, .courtesy))
        }
        guard turn.messages.contains(where: { PersonRequest.isMade(in: $0.text) }) else { return nil }
        return .handOff(.visitorRequest, decision(turn, .handOff, .visitorRequest))
    }

    private func decision(
        _ turn: Turn, _ outcome: Decision.Outcome, _ reason: HandoffReason? = nil, rule: String? = nil
    ) -> Decision {
        Decision(
            question: turn.ids, outcome: outcome, reason: reason, rules: rules?.reference, rule: rule)
    }

    private func search(_ turn: Turn) async -> Verdict {
        let (area, model) = (turn.page?.area, index.confidence)
        let answerMin = self.answerMin(area, model.version)
        let (snapshot, findings) = await index.search(Query(turn), limit: Self.hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(findings, model: model, answerMin: answerMin)
        var decision = Decision(
            question: turn.ids, outcome: .handOff, reason: .lowConfidence, snapshot: snapshot.id,
            answerer: answerer.name, candidates: findings.hits.map(Decision.Candidate.init),
            measures: evidence.measures, rules: rules?.reference)
        decision.area = area
        if let confidence = evidence.confidence {
            decision.confidence = confidence
            decision.confidenceVersion = evidence.confidenceVersion
            decision.threshold = answerMin
        }
        decision.band = .handOff
        decision.chosen = turn.choice?.article
        decision.rewriting = turn.rewriting?.record
        switch sufficiency {
        case _ where !turn.isAbout(findings): return .handOff(.lowConfidence, decision)
        case .none:
            decision.reason = .missingKnowledge
            return .handOff(.missingKnowledge, decision)
        case .weak:
            guard let question = await clarification(turn, findings, evidence, answerMin: answerMin) else {
                return .handOff(.lowConfidence, decision)
            }
            (decision.outcome, decision.reason, decision.band) = (.clarify, nil, .clarify)
            return .clarify(question, decision)
        case .sufficient:
            let isSure = turn.choice == nil && Self.isSure(evidence, answerMin: answerMin)
            (decision.outcome, decision.reason, decision.band) = (.answer, nil, isSure ? .answer : .ask)
            let page = turn.page.map(LanguageModel.Question.Page.init)
            let context = unruled(turn.context)
            return .answer(basis(text: turn.text, context: context, page: page, findings), decision)
        }
    }

    /// The question back that this one calls for: never after another one, and only between articles each of
    /// which, once it is chosen, gives an answer.
    private func clarification(
        _ turn: Turn, _ findings: Findings, _ evidence: Evidence, answerMin: Double
    ) async -> Clarification? {
        guard turn.asked == nil, Clarification.isPlausible(evidence, answerMin: answerMin),
            let clarification = Clarification(findings.hits)
        else { return nil }
        let model = index.confidence
        for choice in clarification.choices {
            let (_, chosen) = await index.search(Query(turn, choosing: choice), limit: Self.hitsMax)
            guard chosen.hits.first?.passage.article.value == choice.article,
                case .sufficient = Sufficiency.of(chosen, model: model, answerMin: answerMin).sufficiency
            else { return nil }
        }
        return clarification
    }

    /// Whether an answer needs no question whether it helped: at most half the doubt is left that the
    /// threshold lets through. Where rules decide, or weights that nobody fitted, it always does.
    private static func isSure(_ evidence: Evidence, answerMin: Double) -> Bool {
        guard let confidence = evidence.confidence,
            evidence.confidenceVersion != ConfidenceModel.byHand.version
        else { return false }
        return 1 - confidence <= (1 - answerMin) / 2
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

extension Turn {
    /// Whether what was found is what the visitor means, as far as that was said.
    func isAbout(_ findings: Findings) -> Bool {
        switch asked?.reply {
        case .other: false
        case .chose(let choice): findings.hits.first?.passage.article.value == choice.article
        case .words, nil: true
        }
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
