import Testing

@testable import Kernels

struct AverageLinkageTests {
    @Test(arguments: [0, 1, 2, 3, 7, 20, 45], [Float(-0.2), 0.1, 0.3, 0.6])
    func `clusters are those of the definition`(count: Int, similarityMin: Float) {
        for seed in 0..<8 {
            let vectors = Clusters.sample(
                count, topics: 1 + seed, dimension: 9, spread: 1.4, seed: UInt64(seed * 100 + count))
            #expect(
                AverageLinkage.clusters(
                    of: Array(vectors.joined()), dimension: 9, similarityMin: similarityMin)
                    == Clusters.byDefinition(of: vectors, similarityMin: Double(similarityMin)))
        }
    }

    /// scipy 1.17.1: `fcluster(linkage(vectors, "average", metric="cosine"), 1 - cut, "distance")` of these
    /// vectors, numbered by first appearance.
    @Test func `a small example is clustered as by scipy`() {
        let vectors: [[Float]] = [
            [4, 1, 0], [3, 3, 1], [0, 4, 3], [-4, 1, 1], [-3, 0, 4], [-1, -4, 2], [5, 1, 1], [2, 2, 1],
        ]
        let cuts: [(similarityMin: Float, clusters: [Int])] = [
            (0.9, [0, 1, 2, 3, 4, 5, 0, 1]), (0.5, [0, 0, 1, 2, 2, 3, 0, 0]),
            (0.1, [0, 0, 0, 1, 1, 1, 0, 0]), (-1, [0, 0, 0, 0, 0, 0, 0, 0]),
        ]
        for cut in cuts {
            let found = AverageLinkage.clusters(
                of: vectors.flatMap(Clusters.unit), dimension: 3, similarityMin: cut.similarityMin)
            #expect(found == cut.clusters)
        }
    }

    @Test func `topics that lie apart are found among more rows than one block holds`() {
        let vectors = Clusters.sample(700, topics: 12, dimension: 64, spread: 0.6, seed: 4)
        let found = AverageLinkage.clusters(of: Array(vectors.joined()), dimension: 64, similarityMin: 0.5)
        #expect(found == (0..<700).map { $0 % 12 })
    }

    @Test func `rows that are all equal are one cluster, and opposite ones are two`() {
        let row: [Float] = [0.6, 0.8]
        let equal = [[Float]](repeating: row, count: 130).flatMap { $0 }
        #expect(Set(AverageLinkage.clusters(of: equal, dimension: 2, similarityMin: 0.99)) == [0])
        #expect(
            AverageLinkage.clusters(of: row + row.map { -$0 } + row, dimension: 2, similarityMin: 0.5)
                == [0, 1, 0])
    }

    @Test func `ties go to the lowest row, the same in every run`() {
        // Rows 0 and 3 are as near to the one neighbour as to the other.
        let ring: [Float] = [1, 0, 0.5, 0.75, -0.5, 0.75, -1, 0, -0.5, -0.75, 0.5, -0.75]
        #expect(AverageLinkage.clusters(of: ring, dimension: 2, similarityMin: 0.3) == [0, 0, 1, 1, 2, 2])
    }

    @Test func `a row with numbers that are none, or of length 0, stays alone`() {
        let vectors: [Float] = [1, 0, .nan, 0, 0, 0, 1, 0]
        #expect(
            AverageLinkage.clusters(of: vectors, dimension: 2, similarityMin: 0.5) == [0, 1, 2, 0])
        #expect(
            AverageLinkage.clusters(of: vectors, dimension: 2, similarityMin: .nan) == [0, 1, 2, 3])
    }

    @Test(arguments: InstructionSet.available, [0, 1, 2, 63, 64, 65, 130])
    func `each pair's product is kept once, whatever the block it falls into`(
        set: InstructionSet, count: Int
    ) {
        var numbers = Numbers(seed: UInt64(count))
        let vectors = (0..<count).map { _ in numbers.unitVector(37) }
        let triangle = SimilarityTriangle(products: Array(vectors.joined()), dimension: 37, on: set)
        for row in 0..<count {
            for other in 0..<row {
                let exact = Float(Clusters.dot(vectors[row], vectors[other]))
                #expect(abs(triangle[row, other] - exact) < 1e-6)
                #expect(triangle[other, row] == triangle[row, other])
            }
        }
    }
}
