/// Numbers that look random and are the same in every run (SplitMix64; Steele, Lea and Flood, 2014).
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    mutating func float() -> Float { Float(next() >> 40) / Float(1 << 23) - 1 }

    /// From -1 to 1.
    mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in float() } }

    /// From -128 to 127.
    mutating func bytes(_ count: Int) -> [Int8] { (0..<count).map { _ in Int8(truncatingIfNeeded: next()) } }

    mutating func unitVector(_ count: Int) -> [Float] {
        let vector = floats(count)
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }
}

/// The largest difference between two lists; infinite when their lengths differ or a number is none.
func difference(_ left: [Float], _ right: [Float]) -> Float {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { largest, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(largest, difference)
    }
}
