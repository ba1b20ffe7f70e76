import Kernels
import Knowledge

/// An article that a sweep found, looked at closely.
struct Candidate {
    let entry: Int
    /// The cosine to its centroid, -1...1.
    let centroid: Float
    /// In the whole index.
    let documents: Range<Int>
    /// Of each document: its own vector's cosine, or for phrasings the nearest one's.
    let cosines: [Float]
    /// The raw BM25 of each document.
    let words: [Float]
    /// See `FusionConstants`.
    let score: Float
    /// The share of the question's codes that it holds, 0...1.
    let codes: Float

    /// An article with the very code comes before all others.
    var boosted: Float { score + Fusion.codeBoost * codes }

    var nearest: Float { cosines.max() ?? -1 }
    var wordsBest: Float { words.max() ?? 0 }
}

extension LanguageIndex {
    /// One pass over words and, with a question's vector, over the int8 form of all vectors: nothing is
    /// skipped.
    func sweep(_ sought: Sought, limit: Int) -> Sweep {
        let query = sought.vector.map(Int8Query.init)
        let isDense = query != nil
        var found = Sweep(
            entriesMax: isDense ? Fusion.rescoredMax : 0, rowsMax: isDense ? Fusion.rescoredMax : 0,
            documentsMax: isDense ? 1 : max(limit, Self.candidatesMax))
        for part in parts {
            PartSweep(part, sought, query: query, norms: norms).run(into: &found)
        }
        return found
    }

    /// The articles of a sweep, best first, by their vectors as exactly as they are kept.
    func candidates(
        _ found: Sweep, _ sought: Sought, for question: Question, limit: Int = Fusion.articlesMax
    ) -> [Candidate] {
        guard let vector = sought.vector else { return [] }
        let shares = codeShares(question, audiences: sought.audiences)
        let near = found.entries.sorted.map(\.index)
        let all = (near + shares.keys.filter { !near.contains($0) }).compactMap {
            candidate($0, vector, sought, codes: shares[$0] ?? 0)
        }
        let sorted = all.sorted { ($0.boosted, $1.entry) > ($1.boosted, $0.entry) }
        return Array(sorted.prefix(limit))
    }

    private func candidate(
        _ index: Int, _ vector: [Float], _ sought: Sought, codes: Float
    ) -> Candidate? {
        guard let (part, entry) = entry(index), let vectors = part.segment.vectors else { return nil }
        let local = index - part.entries.lowerBound
        let exact = vectors.exact.rows
        let dots = vectors.places(of: local, rows: entry.rows).map { exact.dot($0, vector) }
        let length = vectors.lengths[local]
        let centroid = length > 0 ? dots.reduce(0, +) / length : 0
        let rows = dots.dropFirst()
        var cosines = [Float](repeating: -1, count: entry.documents.count)
        for (row, cosine) in rows.enumerated() where !cosines.isEmpty {
            // Phrasings share the last document.
            let document = min(row, cosines.count - 1)
            cosines[document] = max(cosines[document], cosine)
        }
        let documents = documents(ofEntry: index)
        let words = documents.map { self.words(of: $0, sought.terms) }
        return Candidate(
            entry: index, centroid: centroid, documents: documents, cosines: cosines, words: words,
            score: sought.constants.score(
                centroid: centroid, nearest: rows.max() ?? -1, words: words.max() ?? 0,
                isOfArea: sought.area != nil && entry.area == sought.area), codes: codes)
    }

    /// The mean cosine of the few rows that are nearest, 0 for none; and whose the nearest are.
    func neighbours(_ found: Sweep, of vector: [Float]) -> (mean: Float, entries: [Int]) {
        let rows = found.rows.sorted.map(\.index)
        let exact = rows.map { cosine(ofRow: $0, with: vector) }
        let nearest = TopK.select(exact.span, count: Contest.votersMax)
        let few = nearest.prefix(Fusion.neighboursMax)
        let mean = few.isEmpty ? 0 : few.reduce(0) { $0 + $1.score } / Float(few.count)
        return (mean, nearest.compactMap { entry(ofRow: rows[$0.index]) })
    }

    private func entry(ofRow row: Int) -> Int? {
        part(\.rows, holding: row).map { part in
            part.entries.lowerBound + part.segment.layout.entry(ofRow: row - part.rows.lowerBound)
        }
    }

    private func cosine(ofRow row: Int, with vector: [Float]) -> Float {
        guard let part = part(\.rows, holding: row), let vectors = part.segment.vectors else { return 0 }
        let local = row - part.rows.lowerBound
        // A place before it for the title of its entry and of each entry before.
        return vectors.exact.rows.dot(
            vectors.places[local + part.segment.layout.entry(ofRow: local) + 1], vector)
    }
}
