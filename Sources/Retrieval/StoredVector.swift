import Kernels

/// A vector as it is kept: a row of `Int8Rows` in its compact bytes.
enum StoredVector {
    static func packed(_ vector: [Float]) -> [UInt8] { Int8Rows.bytes(of: vector) }

    /// `nil` for bytes that are no vector of so many numbers: it is made again.
    static func unpacked(_ bytes: [UInt8], dimensions: Int) -> [Float]? {
        Int8Rows(dimensions: dimensions, bytes: [bytes])?.vector(0)
    }
}
