import Kernels

/// Questions that had no article, as vectors: a new question near to one of them is likely to have none
/// either.
package struct UnansweredMemory: Sendable {
    /// The oldest is forgotten for a new one beyond this; 20,000 cosines of 384 numbers take 0.1 ms.
    package static let questionsMax = 20_000

    /// The embedder that made the vectors; to a snapshot of another one the memory says nothing.
    package let embedder: String
    /// What each question came from, in the order of remembering; no text.
    package private(set) var ids: [String] = []
    private var known: Set<String> = []
    private var rows: Int8Rows

    /// - Parameter dimensions: the size of the embedder's vectors.
    package init(embedder: String, dimensions: Int) {
        self.embedder = embedder
        rows = Int8Rows(dimensions: dimensions)
    }

    package var count: Int { ids.count }
    package var dimensions: Int { rows.dimensions }

    /// Remembers a question by its unit vector. One that is known by its id, or has another size, changes
    /// nothing.
    package mutating func remember(_ id: String, vector: [Float]) {
        guard vector.count == dimensions, known.insert(id).inserted else { return }
        if count >= Self.questionsMax { forget([ids[0]]) }
        ids.append(id)
        rows.append(vector)
    }

    package mutating func forget(_ gone: Set<String>) {
        guard !known.isDisjoint(with: gone) else { return }
        var kept = Int8Rows(dimensions: dimensions)
        for index in ids.indices where !gone.contains(ids[index]) {
            let row = rows.row(index)
            kept.append(quantized: row.values, scale: row.scale)
        }
        rows = kept
        ids.removeAll(where: gone.contains)
        known.subtract(gone)
    }

    /// The remembered question that is nearest, with its cosine, -1...1; `nil` when there is none but
    /// `excepted`.
    package func nearest(to vector: [Float], except excepted: String? = nil) -> (id: String, cosine: Double)?
    {
        guard vector.count == dimensions else { return nil }
        let cosines = rows.cosines(vector)
        let nearest = TopK.select(cosines.span, count: 2, above: -2)
        guard let best = nearest.first(where: { ids[$0.index] != excepted }) else { return nil }
        return (ids[best.index], Double(best.score))
    }
}
