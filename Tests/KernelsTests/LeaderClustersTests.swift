import Testing

@testable import Kernels

struct LeaderClustersTests {
    /// The pass as its definition says.
    private func byDefinition(_ vectors: [[Float]], similarityMin: Double) -> [Int] {
        var sums: [[Float]] = []
        return vectors.map { vector in
            let cosines = sums.map { Clusters.dot($0, vector) / Clusters.dot($0, $0).squareRoot() }
            let best = cosines.indices.max { cosines[$0] < cosines[$1] }
            guard let best, cosines[best] >= similarityMin else {
                sums.append(vector)
                return sums.count - 1
            }
            sums[best] = zip(sums[best], vector).map { $0 + $1 }
            return best
        }
    }

    @Test(arguments: [0, 1, 2, 50, 300], [Float(0.2), 0.5, 0.8])
    func `each row joins the nearest middle or opens a group`(count: Int, similarityMin: Float) {
        let vectors = Clusters.sample(count, topics: 9, dimension: 12, spread: 1, seed: UInt64(count))
        #expect(
            LeaderClusters.clusters(
                of: Array(vectors.joined()), dimension: 12, similarityMin: similarityMin)
                == byDefinition(vectors, similarityMin: Double(similarityMin)))
    }

    @Test func `two levels find topics that lie apart, and number them by first appearance`() {
        let vectors = Clusters.sample(900, topics: 15, dimension: 48, spread: 1, seed: 3)
        let flat = Array(vectors.joined())
        let topics = (0..<900).map { $0 % 15 }
        let leaders = LeaderClusters.clusters(of: flat, dimension: 48, similarityMin: 0.7)
        let found = LeaderClusters.twoLevel(of: flat, dimension: 48, leaderMin: 0.7, similarityMin: 0.3)
        #expect(Set(leaders).count > 15)
        #expect(ClusterAgreement(found: found, known: topics).vMeasure > 0.99)
        #expect(found == found.numbered)
    }

    @Test func `groups of single rows give average linkage itself`() {
        let vectors = Clusters.sample(200, topics: 20, dimension: 10, spread: 1.2, seed: 8)
        let flat = Array(vectors.joined())
        #expect(
            LeaderClusters.twoLevel(of: flat, dimension: 10, leaderMin: 1.1, similarityMin: 0.4)
                == AverageLinkage.clusters(of: flat, dimension: 10, similarityMin: 0.4))
    }

    @Test func `a group has the weight of its rows`() {
        let (east, middle, far): ([Float], [Float], [Float]) = ([1, 0], [0.6, 0.8], [-0.5, 0.866])
        let flat = east + east + east + middle
        // Once the first four are one: (3 * -0.5 + 1 * 0.39) / 4 = -0.28; a mean over the two groups would
        // be -0.05.
        #expect(
            LeaderClusters.twoLevel(of: flat + far, dimension: 2, leaderMin: 0.9, similarityMin: -0.2)
                == [0, 0, 0, 0, 1])
        #expect(
            LeaderClusters.twoLevel(of: flat + far, dimension: 2, leaderMin: 0.9, similarityMin: -0.3)
                == [0, 0, 0, 0, 0])
    }

    @Test func `when all places are taken the one that waited longest alone is closed`() {
        let directions = (0..<4).map { at in (0..<4).map { Float($0 == at ? 1 : 0) } }
        // 0 twice, then 1 and 2 alone: 3 takes the place of 1, so the second 1 takes that of 2.
        let rows = [0, 0, 1, 2, 3, 1, 0, 3].flatMap { directions[$0] }
        let pass = LeaderPass(rows, dimension: 4, similarityMin: 0.5, openMax: 3)
        #expect(pass.groups == [0, 0, 1, 2, 3, 4, 0, 3])
        #expect(pass.open.map(\.group) == [0, 3, 4])
        #expect(LeaderClusters.twoLevel(pass, similarityMin: 0.5) == [0, 0, 1, 2, 3, 4, 0, 3])
    }

    @Test func `without a place that could be closed a row stays alone`() {
        let rows: [Float] = [1, 0, 1, 0, 0, 1, 0, 1, 1, 0]
        let pass = LeaderPass(rows, dimension: 2, similarityMin: 0.5, openMax: 1)
        #expect(pass.groups == [0, 0, 1, 2, 0])
        #expect(pass.open.map(\.rows) == [3])
    }

    @Test func `rows with numbers that are none, and of length 0, stay alone`() {
        let rows: [Float] = [1, 0, .nan, 1, 0, 0, .nan, 1, 1, 0, 0, 0]
        #expect(LeaderClusters.clusters(of: rows, dimension: 2, similarityMin: 0.5) == [0, 1, 2, 3, 0, 4])
    }

    @Test func `a row that comes alone finds the nearest middle`() {
        let middles: [Float] = [1, 0, 0.6, 0.8, 0.6, 0.8]
        #expect(LeaderClusters.nearest(to: [0.8, 0.6], among: middles, similarityMin: 0.5) == 1)
        #expect(LeaderClusters.nearest(to: [-1, 0], among: middles, similarityMin: 0.5) == nil)
        #expect(LeaderClusters.nearest(to: [1, 0], among: [], similarityMin: 0.5) == nil)
        #expect(LeaderClusters.nearest(to: [.nan, 0], among: middles, similarityMin: 0.5) == nil)
    }
}
