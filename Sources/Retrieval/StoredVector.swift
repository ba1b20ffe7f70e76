import Kernels

/// A vector as it is kept: 16-bit floats, of each the low byte first.
enum StoredVector {
    static func packed(_ vector: [Float]) -> [UInt8] {
        Halves.narrowed(vector).flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
    }

    /// `nil` for bytes that are no vector of so many numbers: it is made again.
    static func unpacked(_ bytes: [UInt8], dimensions: Int) -> [Float]? {
        guard bytes.count == 2 * dimensions else { return nil }
        let halves = (0..<dimensions).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
        let vector = Halves.widened(halves)
        // No number of a unit vector is larger than 1, but for the rounding.
        return vector.allSatisfy { abs($0) <= 1.001 } ? vector : nil
    }
}
