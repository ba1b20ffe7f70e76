/// The middle of some unit vectors, as a unit vector.
package enum Centroid {
    /// The mean of `vectors`, scaled to length 1; `nil` for none, or when they cancel out.
    package static func of(_ vectors: [[Float]]) -> [Float]? {
        guard let first = vectors.first else { return nil }
        var sum = [Double](repeating: 0, count: first.count)
        for vector in vectors {
            precondition(vector.count == first.count, "the vectors have different dimensions")
            for index in vector.indices { sum[index] += Double(vector[index]) }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0, length.isFinite else { return nil }
        return sum.map { Float($0 / length) }
    }
}
