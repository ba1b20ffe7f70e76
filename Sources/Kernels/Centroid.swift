/// The middle of some unit vectors, as a unit vector.
package enum Centroid {
    /// The mean of `vectors`, scaled to length 1; `nil` for none, or when they cancel out.
    package static func of(_ vectors: [[Float]]) -> [Float]? {
        let sum = sum(vectors)
        let length = length(sum)
        guard length > 0, length.isFinite else { return nil }
        return sum.map { Float($0 / length) }
    }

    /// The length of their sum: a product of a vector with all of them, divided by it, is that with the
    /// middle.
    package static func length(of vectors: [[Float]]) -> Float { Float(length(sum(vectors))) }

    private static func sum(_ vectors: [[Float]]) -> [Double] {
        guard let first = vectors.first else { return [] }
        var sum = [Double](repeating: 0, count: first.count)
        for vector in vectors {
            precondition(vector.count == first.count, "the vectors have different dimensions")
            for index in vector.indices { sum[index] += Double(vector[index]) }
        }
        return sum
    }

    private static func length(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
