import Kernels
import Knowledge

/// How near the question is to everything in one language's index, by cosine, -1...1.
struct Nearness: Sendable {
    /// Of each document: its own vector's, or for phrasings the nearest one's. 0 where there is none.
    let documents: [Float]
    /// Of each article's centroid.
    let centroids: [Float]
    /// The mean of the largest few over passages and phrasings.
    let neighbours: Float
}

extension LanguageIndex {
    /// An exact scan over all vectors; dead articles and those of other audiences are -1.
    func nearness(to vector: [Float], audiences: Set<Audience>) -> Nearness {
        var documents: [Float] = []
        var centroids: [Float] = []
        var best: [Float] = []
        for part in parts {
            let segment = part.segment
            guard let vectors = segment.vectors else { continue }
            let rows = vectors.units.cosines(vector)
            var own = [Float](repeating: -1, count: segment.documents.count)
            var means = vectors.centroids.cosines(vector)
            for (index, entry) in segment.entries.enumerated() {
                guard part.isAlive[index], audiences.contains(entry.audience) else {
                    means[index] = -1
                    continue
                }
                for (offset, row) in entry.rows.enumerated() {
                    let document = min(entry.documents.lowerBound + offset, entry.documents.upperBound - 1)
                    own[document] = max(own[document], rows[row])
                }
                best += entry.rows.map { rows[$0] }
            }
            documents += own
            centroids += means
        }
        let nearest = TopK.select(best.span, count: Fusion.neighboursMax)
        let sum = nearest.reduce(0) { $0 + $1.score }
        return Nearness(
            documents: documents, centroids: centroids,
            neighbours: nearest.isEmpty ? 0 : sum / Float(nearest.count))
    }
}
