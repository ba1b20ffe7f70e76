import Kernels
import Knowledge

/// A passage in its place: ranked against other articles by `score`, against its own article's by `fit`.
struct Ranked {
    let document: Int
    var score: Double
    let fit: Double
    var cosine: Float?
}

extension LanguageIndex {
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
    /// Added, among the passages of one article, to the first when the title alone holds the question:
    /// whoever asks what an article is called wants its beginning.
    static let openingBoost = 4.0
    /// Added when a question of one word finds it in a title or heading, in units of raw BM25.
    static let titleBoost = 3.0
    /// Added for the codes of the question, in units of raw BM25: more than all other words bring.
    static let codeBoost = 100.0

    /// By words alone: articles in the order of their best documents, within each the passage first that
    /// fits best.
    func rank(_ found: Sweep, _ sought: Sought, for question: Question) -> [Ranked] {
        var ranked: [Ranked] = []
        var scores: [Int: Double] = [:]
        var withPassage = Set<Int>()
        for candidate in found.documents.sorted {
            guard let (entry, _, _) = entry(of: candidate.index) else { continue }
            let one = rank(candidate.index, words: candidate.score, for: question)
            scores[entry] = max(scores[entry] ?? 0, one.score)
            guard document(candidate.index)?.passage != nil else { continue }
            withPassage.insert(entry)
            ranked.append(one)
        }
        // Found by a phrasing alone: the article answers with its beginning.
        for entry in scores.keys where !withPassage.contains(entry) {
            guard let first = documents(ofEntry: entry).first, document(first)?.passage != nil else {
                continue
            }
            ranked.append(rank(first, words: boostedWords(of: first, sought), for: question))
        }
        return ordered(ranked, scores)
    }

    private func boostedWords(of document: Int, _ sought: Sought) -> Float {
        let words = words(of: document, sought.terms)
        guard words > 0, let area = sought.area, let (_, entry, _) = entry(of: document) else { return words }
        return words + (entry.area == area ? Self.areaBoost : 0)
    }

    private func rank(_ index: Int, words: Float, for question: Question) -> Ranked {
        let coverage = question.coverage { holds($0, in: index) }.share
        let isShort = question.terms.count(where: \.isContent) == 1
        let boost = isShort && !inSignpost(index, question).isEmpty ? Self.titleBoost : 0
        let codes = Self.codeBoost * codeShare(ofDocument: index, question)
        let score = Double(words) + Self.coverageBoost * coverage + boost + codes
        return Ranked(document: index, score: score, fit: score + announcement(index, question))
    }

    /// What makes a passage the place in its article, in units of raw BM25.
    private func announcement(_ index: Int, _ question: Question) -> Double {
        guard let document = document(index) else { return 0 }
        let own = question.coverage { holdsItself($0, in: index) }.share
        let announced = question.coverage(where: document.announcement.contains).share
        let isLead = announced >= Self.announcedMin && own >= Self.announcedOwnMin
        return Self.ownCoverageBoost * own + (isLead ? Self.announcedBoost + opening(index, question) : 0)
    }

    private func opening(_ index: Int, _ question: Question) -> Double {
        guard document(index)?.passage?.ordinal == 0, let (_, entry, _) = entry(of: index) else { return 0 }
        let title = Set(analyzer.terms(entry.title))
        return question.coverage(where: title.contains).share >= Self.announcedMin ? Self.openingBoost : 0
    }

    /// By words and vectors together: see `Fusion`.
    func rankFused(
        _ found: Sweep, _ sought: Sought, for question: Question
    ) -> (ranked: [Ranked], dense: DenseEvidence) {
        let best = candidates(found, sought, for: question)
        var ranked: [Ranked] = []
        var scores: [Int: Double] = [:]
        for article in best {
            scores[article.entry] = Double(article.boosted)
            ranked += passages(of: article, for: question, by: sought.constants)
        }
        let top = best.first
        let wordsBest = found.documents.sorted.first.flatMap { self.entry(of: $0.index)?.index }
        let nearest = neighbours(found, of: sought.vector ?? [])
        let dense = DenseEvidence(
            centroid: Double(top?.centroid ?? 0), nearest: Double(top?.nearest ?? 0),
            neighbours: Double(nearest.mean), margin: margin(best),
            words: Double(top?.wordsBest ?? 0), agrees: wordsBest != nil && wordsBest == top?.entry,
            contest: Contest(
                best.map { (Double($0.score), Double($0.centroid)) },
                voters: nearest.entries.map { $0 == top?.entry },
                phrasings: top.flatMap { self.entry($0.entry)?.entry.phrasings.count } ?? 0),
            constants: sought.constants)
        return (ordered(ranked, scores), dense)
    }

    /// How far the second article is behind, 0 or more. Where a code decided, that counts like a clear lead
    /// and no more: the scale is that of all other questions.
    private func margin(_ best: [Candidate]) -> Double {
        guard let first = best.first else { return 0 }
        guard let second = best.dropFirst().first else { return Double(first.score) }
        guard first.codes > 0 else { return Double(first.score - second.score) }
        let own = Double(max(0, first.score - second.score))
        return first.codes > second.codes ? own + Fusion.codeMargin : own
    }

    /// An article's passages worth a closer look.
    private func passages(
        of article: Candidate, for question: Question, by constants: FusionConstants
    ) -> [Ranked] {
        let near = article.cosines.indices.filter {
            document(article.documents.lowerBound + $0)?.passage != nil
        }
        .map { index in (index: index, fit: article.fit(of: index, by: constants)) }
        let few = near.sorted { ($1.fit, $0.index) < ($0.fit, $1.index) }.prefix(Fusion.passagesMax)
        return few.map { index, fit in
            let document = article.documents.lowerBound + index
            let more = Double(constants.wordsWeight) * announcement(document, question)
            return Ranked(document: document, score: fit, fit: fit + more, cosine: article.cosines[index])
        }
    }

    /// Articles by `scores`, each with its best-fitting passage first; the same order whatever the segments.
    private func ordered(_ ranked: [Ranked], _ scores: [Int: Double]) -> [Ranked] {
        var bestFit: [Int: Double] = [:]
        for one in ranked {
            guard let (entry, _, _) = entry(of: one.document) else { continue }
            bestFit[entry] = max(bestFit[entry] ?? 0, one.fit)
        }
        let placed = ranked.compactMap { one -> (Ranked, ArticleID, Int)? in
            guard let (index, entry, _) = entry(of: one.document),
                let passage = document(one.document)?.passage
            else { return nil }
            var placed = one
            placed.score = max(0, (scores[index] ?? 0) - ((bestFit[index] ?? 0) - one.fit))
            return (placed, entry.article, passage.ordinal)
        }
        return placed.sorted { ($1.0.score, $0.1, $0.2) < ($0.0.score, $1.1, $1.2) }.map(\.0)
    }
}

extension Candidate {
    /// How well one of its documents fits by itself, in the units of the fused score.
    fileprivate func fit(of index: Int, by constants: FusionConstants) -> Double {
        Double(constants.unitWeight * cosines[index]) + Double(constants.wordsWeight * words[index])
    }
}
