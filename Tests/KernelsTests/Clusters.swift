/// Average linkage as its definition says, for a few rows: the oracle of the tests.
enum Clusters {
    /// Merges the two clusters with the largest mean product of their pairs until none has `similarityMin`.
    static func byDefinition(of vectors: [[Float]], similarityMin: Double) -> [Int] {
        var clusters = vectors.indices.map { [$0] }
        func similarity(_ left: [Int], _ right: [Int]) -> Double {
            let products = left.flatMap { row in right.map { dot(vectors[row], vectors[$0]) } }
            return products.reduce(0, +) / Double(products.count)
        }
        while clusters.count > 1 {
            let pairs = clusters.indices.flatMap { left in (left + 1..<clusters.count).map { (left, $0) } }
            let scored = pairs.map { (pair: $0, similarity: similarity(clusters[$0.0], clusters[$0.1])) }
            guard let best = scored.max(by: { $0.similarity < $1.similarity }),
                best.similarity >= similarityMin
            else { break }
            clusters[best.pair.0] += clusters.remove(at: best.pair.1)
        }
        return numbers(clusters, count: vectors.count)
    }

    /// In the order in which the clusters first appear.
    private static func numbers(_ clusters: [[Int]], count: Int) -> [Int] {
        var numbers = [Int](repeating: 0, count: count)
        let sorted = clusters.map { $0.sorted() }.sorted { $0[0] < $1[0] }
        for (number, rows) in sorted.enumerated() { for row in rows { numbers[row] = number } }
        return numbers
    }

    static func dot(_ left: [Float], _ right: [Float]) -> Double {
        zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    /// `count` unit vectors around `topics` directions, the topic of row i being i % topics.
    static func sample(_ count: Int, topics: Int, dimension: Int, spread: Float, seed: UInt64) -> [[Float]] {
        var numbers = Numbers(seed: seed)
        let middles = (0..<topics).map { _ in numbers.unitVector(dimension) }
        return (0..<count).map { row in
            let noise = numbers.unitVector(dimension)
            return unit(zip(middles[row % topics], noise).map { $0 + $1 * spread })
        }
    }

    static func unit(_ vector: [Float]) -> [Float] {
        let length = dot(vector, vector).squareRoot()
        return vector.map { $0 / Float(length) }
    }
}
