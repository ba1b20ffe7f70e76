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

    /// By words alone: articles in the order of their best documents, within each the passage first that
    /// fits best.
    func rank(_ words: [Float], for question: Question, limit: Int) -> [Ranked] {
        let candidates = TopK.select(words.span, count: max(limit, Self.candidatesMax))
        var ranked: [Ranked] = []
        var scores: [Int: Double] = [:]
        var withPassage = Set<Int>()
        for candidate in candidates {
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
            ranked.append(rank(first, words: words[first], for: question))
        }
        return ordered(ranked, scores)
    }

    private func rank(_ index: Int, words: Float, for question: Question) -> Ranked {
        let coverage = question.coverage { holds($0, in: index) }.share
        let isShort = question.terms.count(where: \.isContent) == 1
        let boost = isShort && !inSignpost(index, question).isEmpty ? Self.titleBoost : 0
        let score = Double(words) + Self.coverageBoost * coverage + boost
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
    func rank(
        _ words: [Float], _ nearness: Nearness, area: String?, for question: Question
    ) -> (ranked: [Ranked], dense: DenseEvidence) {
        let fused = fused(words, nearness, area: area)
        let best = TopK.select(fused.span, count: Fusion.articlesMax)
        var ranked: [Ranked] = []
        var scores: [Int: Double] = [:]
        for article in best {
            scores[article.index] = Double(article.score)
            ranked += passages(of: article.index, words, nearness, for: question)
        }
        let top = best.first
        let lead = top.map { documents(ofEntry: $0.index) } ?? 0..<0
        let wordsBest = TopK.select(words.span, count: 1).first.flatMap { self.entry(of: $0.index)?.index }
        let dense = DenseEvidence(
            centroid: top.map { Double(nearness.centroids[$0.index]) } ?? 0,
            nearest: Double(lead.map { nearness.documents[$0] }.max() ?? 0),
            neighbours: Double(nearness.neighbours),
            margin: Double((top?.score ?? 0) - (best.dropFirst().first?.score ?? 0)),
            words: Double(lead.map { words[$0] }.max() ?? 0),
            agrees: wordsBest != nil && wordsBest == top?.index)
        return (ordered(ranked, scores), dense)
    }

    private func fused(_ words: [Float], _ nearness: Nearness, area: String?) -> [Float] {
        var fused: [Float] = []
        fused.reserveCapacity(entryCount)
        for part in parts {
            for (index, entry) in part.segment.entries.enumerated() {
                let centroid = nearness.centroids[part.entries.lowerBound + index]
                var (near, said): (Float, Float) = (-1, 0)
                for document in entry.documents {
                    near = max(near, nearness.documents[part.documents.lowerBound + document])
                    said = max(said, words[part.documents.lowerBound + document])
                }
                let boost = area != nil && entry.area == area ? Fusion.areaBoost : 0
                fused.append(
                    part.isAlive[index] && centroid > -1
                        ? Fusion.centroidWeight * centroid + Fusion.unitWeight * near
                            + Fusion.wordsWeight * said + boost : 0)
            }
        }
        return fused
    }

    /// An article's passages worth a closer look.
    private func passages(
        of entry: Int, _ words: [Float], _ nearness: Nearness, for question: Question
    ) -> [Ranked] {
        let near = documents(ofEntry: entry).filter { document($0)?.passage != nil }.map { index in
            let fit =
                Double(Fusion.unitWeight * nearness.documents[index])
                + Double(Fusion.wordsWeight * words[index])
            return (index: index, fit: fit)
        }
        let few = near.sorted { ($1.fit, $0.index) < ($0.fit, $1.index) }.prefix(Fusion.passagesMax)
        return few.map { index, fit in
            let more = Double(Fusion.wordsWeight) * announcement(index, question)
            return Ranked(
                document: index, score: fit, fit: fit + more, cosine: nearness.documents[index])
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
