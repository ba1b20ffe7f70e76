import Kernels
import Knowledge

extension LanguageIndex {
    /// What a synonym's occurrences count in the ranking, against 1.
    static let alternativeWeight: Float = 0.4
    /// What the occurrences of a word count that a misspelt one is taken for.
    static let spellingWeight: Float = 0.7
    static let fillerWeight: Float = 0.3
    /// What a word of an earlier turn counts in the ranking, when the question needs that turn.
    static let contextWeight: Float = 0.6
    /// Added to an article of the visitor's product area, in units of raw BM25.
    static let areaBoost: Float = 0.5
    /// Passages whose coverage is looked at, when words alone rank.
    static let candidatesMax = 50

    /// The best passages that `query`'s audiences may see, best first, and the question as this index read
    /// it. With `vector`, words and vectors rank together; without, words alone.
    func search(
        _ query: Query, vector: [Float]?, by constants: FusionConstants, limit: Int
    ) -> Findings {
        let question = Question(query, in: self)
        let sought = sought(query, question, vector: vector, by: constants)
        let found = sweep(sought, limit: limit)
        guard sought.vector != nil else {
            let ranked = rank(found, sought, for: question)
            return findings(ranked, question, words: found.wordsMax, dense: nil, limit: limit)
        }
        let (ranked, dense) = rankFused(found, sought, for: question)
        return findings(ranked, question, words: found.wordsMax, dense: dense, limit: limit)
    }

    func sought(
        _ query: Query, _ question: Question, vector: [Float]?, by constants: FusionConstants
    ) -> Sought {
        Sought(
            terms: terms(question), vector: hasVectors ? vector : nil, constants: constants,
            area: query.pageArea, audiences: query.audiences)
    }

    private func terms(_ question: Question) -> [SoughtTerm] {
        weights(question).map { term, weight in
            let idf = BM25.idf(documents: livingDocuments, containing: containing(term))
            return SoughtTerm(term: term, scale: weight * idf * (BM25.k1 + 1))
        }
    }

    private func weights(_ question: Question) -> [(term: String, weight: Float)] {
        var weights: [(term: String, weight: Float)] = []
        var seen = Set<String>()
        for term in question.terms {
            let worth = analyzer.isFiller(term.word) ? Self.fillerWeight : 1
            if seen.insert(term.term).inserted {
                weights.append((term.term, term.isEarlier ? worth * Self.contextWeight : worth))
            }
        }
        for term in question.terms {
            for other in term.alternatives where seen.insert(other).inserted {
                weights.append((other, Self.alternativeWeight))
            }
            for other in term.spellings where seen.insert(other).inserted {
                weights.append((other, Self.spellingWeight))
            }
        }
        return weights
    }

    private func findings(
        _ ranked: [Ranked], _ question: Question, words: Float, dense: DenseEvidence?, limit: Int
    ) -> Findings {
        let hits = ranked.prefix(max(limit, 0)).compactMap { hit($0, for: question) }
        guard let best = ranked.first, let hit = hits.first else {
            return Findings(hits: [], focus: 0, wordsScore: Double(words), dense: dense, question: question)
        }
        return Findings(
            hits: hits, focus: min(hit.coverage, focus(best.document, for: question)),
            lacksCode: lacksCode(best.document, question), wordsScore: Double(words), dense: dense,
            question: question)
    }

    private func hit(_ ranked: Ranked, for question: Question) -> Hit? {
        guard let document = document(ranked.document), let passage = document.passage,
            let (_, entry, _) = entry(of: ranked.document)
        else { return nil }
        let (coverage, found) = coverage(of: ranked.document, for: question)
        return Hit(
            passage: passage, articleTitle: entry.title, language: analyzer.language,
            score: ranked.score, cosine: ranked.cosine.map(Double.init), coverage: coverage,
            specificity: question.rarest > 0 ? coverage * question.weight / question.rarest : 0,
            matchedTerms: found.filter(\.isContent).map(\.word),
            matchedInTitle: inSignpost(ranked.document, question))
    }

    /// What the passage holds of the question, or, where that is more, one of its article's phrasings.
    private func coverage(of document: Int, for question: Question) -> (share: Double, found: [QueryTerm]) {
        let own = question.coverage { holds($0, in: document) }
        guard let phrased = bestPhrasing(of: document, for: question), phrased.share > own.share else {
            return own
        }
        return phrased
    }

    private func bestPhrasing(
        of document: Int, for question: Question
    ) -> (share: Double, found: [QueryTerm])? {
        guard let (_, entry, _) = entry(of: document), !entry.phrasings.isEmpty else { return nil }
        let all = entry.phrasingTerms.map { terms in question.coverage(where: terms.contains) }
        return all.max { $0.share < $1.share }
    }

    /// The question's words with content that the title or the heading holds; a synonym there is too weak a
    /// sign.
    func inSignpost(_ index: Int, _ question: Question) -> [String] {
        guard let document = document(index) else { return [] }
        let signpost = document.signpost
        return question.terms.filter { term in
            term.isContent
                && (signpost.contains(term.term) || term.spellings.contains(where: signpost.contains))
        }.map(\.word)
    }

    private func focus(_ index: Int, for question: Question) -> Double {
        guard let document = document(index), let passage = document.passage else { return 0 }
        let units = passage.units.map { Set(analyzer.terms($0.text)) }
        let phrased = bestPhrasing(of: index, for: question)?.share ?? 0
        return units.indices.reduce(phrased) { best, index in
            let next = index + 1 < units.count ? units[index + 1] : []
            let share = question.coverage { term in
                document.signpost.contains(term) || units[index].contains(term) || next.contains(term)
            }.share
            return max(best, share)
        }
    }
}
