import Kernels
package import Knowledge

extension Snapshot {
    /// Below this cosine of their centroids two articles have little to do with one another.
    package static let neighbourCosineMin: Float = 0.3

    /// The articles of the same language whose centroids are nearest to the article's, nearest first.
    ///
    /// `nil` where there is no vector to go by: then nothing is known of what is near.
    package func neighbours(
        of article: ArticleID, audiences: Set<Audience> = [.everyone], limit: Int
    ) -> [ArticleID]? {
        for index in indexes.values {
            if let found = index.neighbours(of: article, audiences: audiences, limit: limit) { return found }
        }
        return nil
    }
}

extension LanguageIndex {
    func neighbours(of article: ArticleID, audiences: Set<Audience>, limit: Int) -> [ArticleID]? {
        guard hasVectors, let centroid = centroid(of: article) else { return nil }
        var ids: [ArticleID] = []
        var cosines: [Float] = []
        for part in parts {
            guard let vectors = part.segment.vectors else { continue }
            for (row, cosine) in vectors.centroids.cosines(centroid).enumerated() {
                let entry = part.segment.entries[row]
                guard part.isAlive[row], audiences.contains(entry.audience), entry.article != article else {
                    continue
                }
                ids.append(entry.article)
                cosines.append(cosine)
            }
        }
        let nearest = TopK.select(cosines.span, count: limit, above: Snapshot.neighbourCosineMin)
        return nearest.map { ids[$0.index] }
    }

    private func centroid(of article: ArticleID) -> [Float]? {
        for part in parts {
            guard let row = part.segment.layout.entry(of: article, in: part.segment.entries),
                part.isAlive[row], let vectors = part.segment.vectors
            else { continue }
            return vectors.centroids.vector(row)
        }
        return nil
    }
}
