import Kernels

/// Puts questions that failed together where they lack the same answer. Pure: the same questions give the
/// same gaps.
package enum GapFinder {
    /// Questions are alike from this cosine on: fitted on public questions with known needs, where V was .83.
    package static let similarityMin: Float = 0.5
    /// A new question goes to the nearest gap from this cosine to its middle on, until the next whole run.
    /// A middle is nearer to all than they are to each other.
    static let assignedMin: Float = 0.6
    /// Above `AverageLinkage.countMax` questions this close are one before anything else
    /// (docs/decisions/0069).
    static let leaderMin: Float = 0.8
    /// Of all questions of two runs' gaps, so many are in both where they are the same gap.
    static let overlapMin = 0.3
    /// The latest questions that one run looks at; older ones keep their gaps.
    package static let questionsMax = 20_000

    /// One question as a run sees it.
    package struct Question: Hashable, Sendable {
        package let id: EscalationID
        /// Unit length.
        package let vector: [Float]
        package let gap: GapID?
        /// An editor put it there.
        package let isPinned: Bool

        package init(id: EscalationID, vector: [Float], gap: GapID?, isPinned: Bool) {
            self.id = id
            self.vector = vector
            self.gap = gap
            self.isPinned = isPinned
        }
    }

    /// Finds all gaps anew. Gaps keep their names where they keep their questions, and what an editor put
    /// somewhere stays there.
    package static func gaps(
        of questions: [Question], newID: () -> GapID
    ) -> [EscalationID: GapID] {
        guard let dimension = questions.first?.vector.count, dimension > 0 else { return [:] }
        let rows = questions.filter { $0.vector.count == dimension }
        let clusters = clusters(of: rows, dimension)
        let before = Dictionary(grouping: rows.indices.filter { rows[$0].gap != nil }) { rows[$0].gap }
        let names = before.keys.compactMap { $0 }.sorted()
        let matched = ClusterMatching.match(
            old: names.map { before[$0] ?? [] }, new: clusters, jaccardMin: overlapMin)
        var found: [EscalationID: GapID] = [:]
        for (index, members) in clusters.enumerated() {
            let gap = matched[index].map { names[$0] } ?? newID()
            for member in members { found[rows[member].id] = gap }
        }
        for row in rows where row.isPinned { found[row.id] = row.gap ?? found[row.id] }
        return found
    }

    private static func clusters(of rows: [Question], _ dimension: Int) -> [[Int]] {
        let vectors = rows.flatMap(\.vector)
        let labels =
            if rows.count <= AverageLinkage.countMax {
                AverageLinkage.clusters(of: vectors, dimension: dimension, similarityMin: similarityMin)
            } else {
                LeaderClusters.twoLevel(
                    of: vectors, dimension: dimension, leaderMin: leaderMin, similarityMin: similarityMin)
            }
        var members: [[Int]] = Array(repeating: [], count: (labels.max() ?? -1) + 1)
        for (row, label) in labels.enumerated() { members[label].append(row) }
        return members
    }

    /// The gap of one new question; `nil` when it is like none.
    package static func gap(of vector: [Float], among middles: [GapID: [Float]]) -> GapID? {
        let near = middles.compactMap { gap, middle -> (GapID, Float)? in
            let cosine = similarity(middle, vector)
            return cosine >= assignedMin ? (gap, cosine) : nil
        }
        return near.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    }

    /// The middle of some questions, of unit length; empty without any.
    package static func middle(of vectors: [[Float]]) -> [Float] {
        guard var sum = vectors.first else { return [] }
        for vector in vectors.dropFirst() where vector.count == sum.count {
            for index in sum.indices { sum[index] += vector[index] }
        }
        let length = sum.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? sum.map { $0 / length } : sum
    }

    /// The place of the question that is nearest to the middle.
    package static func medoid(of vectors: [[Float]]) -> Int? {
        let middle = middle(of: vectors)
        return vectors.indices.max { one, other in
            (similarity(vectors[one], middle), other) < (similarity(vectors[other], middle), one)
        }
    }

    /// Of two vectors of unit length; 0 where they are not of one embedder.
    static func similarity(_ one: [Float], _ other: [Float]) -> Float {
        guard one.count == other.count else { return 0 }
        return zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
