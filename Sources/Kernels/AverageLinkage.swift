/// Groups of rows that are alike on average: agglomerative clustering by average linkage (UPGMA; Sokal and
/// Michener, 1958), cut at a similarity.
///
/// Found by chains of nearest neighbours (Muellner, "Modern hierarchical, agglomerative clustering
/// algorithms", 2011) in a time that grows with the square of the rows: the clusters are those that merging
/// the most similar two again and again gives.
package enum AverageLinkage {
    /// Rows at the most: their similarities then take 50 MB. More go through `LeaderClusters.twoLevel`.
    package static let countMax = 5_000

    /// A cluster number for each row, 0..<clusters, in the order in which they first appear.
    ///
    /// - Parameters:
    ///   - vectors: at most `countMax` rows of `dimension` floats of length 1, one behind the other. A row
    ///     with a number that is none stays alone.
    ///   - similarityMin: two clusters become one while the mean cosine of their pairs is as large, -1...1.
    package static func clusters(of vectors: [Float], dimension: Int, similarityMin: Float) -> [Int] {
        precondition(dimension > 0 && vectors.count <= countMax * dimension, "more rows than countMax")
        let similarities = SimilarityTriangle(products: vectors, dimension: dimension)
        return clusters(
            by: similarities, weights: [Float](repeating: 1, count: similarities.count),
            similarityMin: similarityMin)
    }

    /// The same where each row stands for as many as its weight, and `similarities` are means over those.
    /// They are used up.
    static func clusters(by similarities: SimilarityTriangle, weights: [Float], similarityMin: Float) -> [Int]
    {
        var chain = NeighbourChain(similarities, weights: weights, similarityMin: similarityMin)
        while !chain.isDone { chain.step() }
        return chain.clusters
    }
}

/// Clusters of which each is the nearest of the one before, until two are each other's nearest and become
/// one.
private struct NeighbourChain {
    private let similarities: SimilarityTriangle
    private let similarityMin: Float
    private var weights: [Float]
    /// The row that each row's cluster went into, itself at first: the lowest row of a cluster is its name.
    private var parents: [Int]
    /// Clusters that may still grow, ascending.
    private var open: [Int]
    private var chain: [Int] = []

    init(_ similarities: SimilarityTriangle, weights: [Float], similarityMin: Float) {
        (self.similarities, self.weights, self.similarityMin) = (similarities, weights, similarityMin)
        parents = Array(0..<similarities.count)
        open = parents
    }

    var isDone: Bool { open.isEmpty }

    /// Similarities only grow along the chain, so it ends; every step opens a link, merges two or closes
    /// one.
    mutating func step() {
        guard let top = chain.last ?? open.first else { return }
        if chain.isEmpty { chain = [top] }
        let before = chain.dropLast().last
        guard let nearest = nearest(to: top, before: before), nearest.similarity >= similarityMin else {
            // A mean is never above the larger of two: nothing that grows later comes nearer to this one.
            chain.removeLast()
            return close(top)
        }
        guard nearest.cluster == before else { return chain.append(nearest.cluster) }
        chain.removeLast(2)
        merge(min(top, nearest.cluster), max(top, nearest.cluster))
    }

    /// Among equals the one before in the chain, or it would never end; else the lowest.
    private func nearest(to top: Int, before: Int?) -> (cluster: Int, similarity: Float)? {
        var best = before.map { (cluster: $0, similarity: similarities[top, $0]) }
        for other in open where other != top {
            let similarity = similarities[top, other]
            if similarity > best?.similarity ?? -.infinity { best = (other, similarity) }
        }
        return best
    }

    /// The mean over all pairs follows from those of the two parts (Lance and Williams, 1967).
    private mutating func merge(_ kept: Int, _ gone: Int) {
        let share = weights[gone] / (weights[kept] + weights[gone])
        close(gone)
        for other in open where other != kept {
            let similarity = similarities[kept, other]
            similarities[kept, other] = similarity + (similarities[gone, other] - similarity) * share
        }
        weights[kept] += weights[gone]
        parents[gone] = kept
    }

    private mutating func close(_ cluster: Int) {
        if let place = open.firstIndex(of: cluster) { open.remove(at: place) }
    }

    var clusters: [Int] {
        var (names, count) = ([Int](), 0)
        for (row, parent) in parents.enumerated() {
            names.append(parent == row ? count : names[parent])
            if parent == row { count += 1 }
        }
        return names
    }
}
