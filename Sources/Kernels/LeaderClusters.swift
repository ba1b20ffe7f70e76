/// Groups of rows made in one pass: each row joins the group whose middle is nearest, or opens one.
///
/// For more rows than `AverageLinkage.countMax`, and for rows that come one at a time.
package enum LeaderClusters {
    /// Groups that can be joined at a time, as many as average linkage takes. When so many are open, the one
    /// that has waited longest with a single row is closed for the next.
    package static let openMax = AverageLinkage.countMax

    /// A group number for each row, 0..<groups, in the order in which they first appear.
    ///
    /// - Parameters:
    ///   - vectors: rows of `dimension` floats of length 1, one behind the other. A row with a number that
    ///     is none stays alone.
    ///   - similarityMin: the cosine with a group's middle from which on a row joins it, -1...1.
    package static func clusters(of vectors: [Float], dimension: Int, similarityMin: Float) -> [Int] {
        LeaderPass(vectors, dimension: dimension, similarityMin: similarityMin, openMax: openMax).groups
    }

    /// Clusters of any number of rows: groups of one pass, then these by average linkage, each with the
    /// weight of its rows. Numbered in the order in which they first appear.
    ///
    /// The similarity of two groups is the mean over all pairs of their rows, so the cut means the same as
    /// for average linkage of the rows themselves; only what the pass has joined stays together.
    ///
    /// - Parameters:
    ///   - leaderMin: as `similarityMin` of `clusters`; well above that of the cut, or the pass joins what
    ///     the cut would not (docs/decisions/0069: 0.8 for a cut of 0.5 changes next to nothing).
    ///   - similarityMin: as that of `AverageLinkage`.
    package static func twoLevel(
        of vectors: [Float], dimension: Int, leaderMin: Float, similarityMin: Float
    ) -> [Int] {
        twoLevel(
            LeaderPass(vectors, dimension: dimension, similarityMin: leaderMin, openMax: openMax),
            similarityMin: similarityMin)
    }

    static func twoLevel(_ pass: LeaderPass, similarityMin: Float) -> [Int] {
        let similarities = SimilarityTriangle(products: pass.means, dimension: pass.dimension)
        let clusters = AverageLinkage.clusters(
            by: similarities, weights: pass.open.map { Float($0.rows) }, similarityMin: similarityMin)
        // Groups that were closed stay as they are: below 0, so that they meet no cluster's number.
        var names = (0..<pass.groupCount).map { -1 - $0 }
        for (open, cluster) in zip(pass.open, clusters) { names[open.group] = cluster }
        return pass.groups.map { names[$0] }.numbered
    }

    /// The middle with the largest cosine, when that is `similarityMin` or more; among equals the first.
    ///
    /// - Parameters:
    ///   - vector: of length 1, as are the `middles`: rows of as many floats, one behind the other.
    package static func nearest(to vector: [Float], among middles: [Float], similarityMin: Float) -> Int? {
        precondition(!vector.isEmpty && middles.count % vector.count == 0, "the last row is not whole")
        var best: (index: Int, cosine: Float)?
        for index in 0..<middles.count / vector.count {
            let cosine = zip(vector, middles.row(index, vector.count)).reduce(0) { $0 + $1.0 * $1.1 }
            if cosine >= similarityMin, cosine > best?.cosine ?? -.infinity { best = (index, cosine) }
        }
        return best?.index
    }
}
