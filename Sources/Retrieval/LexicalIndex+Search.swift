import Kernels
import Knowledge

extension LexicalIndex {
    /// What a synonym's occurrences count in the ranking, against 1.
    static let alternativeWeight: Float = 0.4
    static let fillerWeight: Float = 0.3
    /// What a word of an earlier turn counts in the ranking.
    static let contextWeight: Float = 0.25
    /// Added to an article of the visitor's product area, in units of raw BM25.
    static let areaBoost: Float = 0.5
    /// Added for holding all of the question rather than one word of it often, in units of raw BM25.
    static let coverageBoost = 2.0
    /// Added, among the passages of one article, for holding the question without the help of the shared
    /// title.
    static let ownCoverageBoost = 4.0
    /// Added, among the passages of one article, to the one that title or heading announce as the answer to
    /// the question: "How do I install Baton?" is answered where "Install Baton" begins.
    static let announcedBoost = 6.0
    /// The share of the question that such an announcement holds at least.
    static let announcedMin = 0.8
    /// And the share that heading and text then hold themselves: an announcement alone answers nothing.
    static let announcedOwnMin = 0.5
    /// Added when a question of one word finds it in a title or heading, in units of raw BM25.
    static let titleBoost = 3.0
    /// Passages whose coverage is looked at.
    static let candidatesMax = 50

    /// The best passages that `query`'s audiences may see, best first, and the question as this index read
    /// it.
    func search(_ query: Query, limit: Int) -> Findings {
        let question = Question(query, in: self)
        var scores = scores(weights(question, context: query.context))
        adjust(&scores, for: query)
        let candidates = TopK.select(scores.span, count: max(limit, Self.candidatesMax))
        let ranked = rank(candidates, for: question)
        let hits = ranked.prefix(max(limit, 0)).map { hit($0, for: question) }
        guard let best = ranked.first, let hit = hits.first else {
            return Findings(hits: [], focus: 0, question: question)
        }
        let focus = min(hit.coverage, focus(documents[best.index], for: question))
        return Findings(hits: hits, focus: focus, question: question)
    }

    private func adjust(_ scores: inout [Float], for query: Query) {
        let area = query.pageArea.flatMap { areas[$0] }
        for index in scores.indices where scores[index] > 0 {
            if !query.audiences.contains(audiences[index]) {
                scores[index] = 0
            } else if let area, area.contains(index) {
                scores[index] += Self.areaBoost
            }
        }
    }

    private func weights(_ question: Question, context: [String]) -> [(term: String, weight: Float)] {
        var weights: [(term: String, weight: Float)] = []
        var seen = Set<String>()
        for term in question.terms {
            let isFiller = analyzer.isFiller(term.word)
            if seen.insert(term.term).inserted {
                weights.append((term.term, isFiller ? Self.fillerWeight : 1))
            }
        }
        for term in question.terms {
            for other in term.alternatives where seen.insert(other).inserted {
                weights.append((other, Self.alternativeWeight))
            }
        }
        for turn in context.suffix(Query.contextTurnsMax) {
            let words = Question.words(turn).filter { !analyzer.isGrammar($0) }
            for term in analyzer.terms(of: words) where seen.insert(term).inserted {
                weights.append((term, Self.contextWeight))
            }
        }
        return weights
    }

    /// A candidate passage, ranked against other articles by `score` and against its own article's by `fit`.
    private struct Ranked {
        let index: Int
        var score: Double
        let fit: Double
    }

    /// Articles in the order of their best passages' scores; within each the passage first that fits best.
    private func rank(_ candidates: [TopK.Entry], for question: Question) -> [Ranked] {
        var ranked = candidates.map { rank($0, for: question) }
        var best: [ArticleID: (score: Double, fit: Double)] = [:]
        for one in ranked {
            let before = best[documents[one.index].passage.article] ?? (0, 0)
            let after = (max(before.score, one.score), max(before.fit, one.fit))
            best[documents[one.index].passage.article] = after
        }
        for position in ranked.indices {
            let (score, fit) = best[documents[ranked[position].index].passage.article] ?? (0, 0)
            ranked[position].score = max(0, score - (fit - ranked[position].fit))
        }
        return ranked.sorted { ($1.score, $0.index) < ($0.score, $1.index) }
    }

    private func rank(_ entry: TopK.Entry, for question: Question) -> Ranked {
        let coverage = question.coverage { holds($0, in: entry.index) }.share
        let own = question.coverage { holdsItself($0, in: entry.index) }.share
        let isShort = question.terms.count(where: \.isContent) == 1
        let boost = isShort && !inSignpost(entry.index, question).isEmpty ? Self.titleBoost : 0
        let score = Double(entry.score) + Self.coverageBoost * coverage + boost
        let announced = question.coverage { documents[entry.index].announcement.contains($0) }.share
        let isLead = announced >= Self.announcedMin && own >= Self.announcedOwnMin
        let lead = isLead ? Self.announcedBoost : 0
        return Ranked(index: entry.index, score: score, fit: score + Self.ownCoverageBoost * own + lead)
    }

    private func hit(_ ranked: Ranked, for question: Question) -> Hit {
        let document = documents[ranked.index]
        let (coverage, found) = question.coverage { holds($0, in: ranked.index) }
        return Hit(
            passage: document.passage, articleTitle: document.title, language: analyzer.language,
            score: ranked.score, coverage: coverage,
            specificity: question.rarest > 0 ? coverage * question.weight / question.rarest : 0,
            matchedTerms: found.filter(\.isContent).map(\.word),
            matchedInTitle: inSignpost(ranked.index, question))
    }

    /// The question's words with content that the title or the heading holds; a synonym there is too weak a
    /// sign.
    private func inSignpost(_ document: Int, _ question: Question) -> [String] {
        question.terms.filter { $0.isContent && documents[document].signpost.contains($0.term) }.map(\.word)
    }

    private func focus(_ document: Document, for question: Question) -> Double {
        let units = document.passage.units.map { Set(analyzer.terms($0.text)) }
        return units.indices.reduce(0) { best, index in
            let next = index + 1 < units.count ? units[index + 1] : []
            let share = question.coverage { term in
                document.signpost.contains(term) || units[index].contains(term) || next.contains(term)
            }.share
            return max(best, share)
        }
    }
}
