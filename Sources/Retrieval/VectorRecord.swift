/// The form of a kept vector, in memory as in a file: the digest of its text (16 bytes), a checksum of the
/// rest (8), and the numbers as 16-bit floats, filled up with zeros to a multiple of 8. All in the order of
/// this machine: the file is never carried to another one.
struct VectorRecord: Sendable {
    static let headBytes = 24

    let dimensions: Int

    var bytes: Int { (Self.headBytes + 2 * dimensions + 7) / 8 * 8 }

    func write(_ digest: VectorDigest, _ halves: [UInt16], to place: UnsafeMutableRawPointer) {
        precondition(halves.count == dimensions)
        unsafe place.storeBytes(of: digest.high, as: UInt64.self)
        unsafe place.storeBytes(of: digest.low, toByteOffset: 8, as: UInt64.self)
        for (index, half) in halves.enumerated() {
            unsafe place.storeBytes(of: half, toByteOffset: Self.headBytes + 2 * index, as: UInt16.self)
        }
        unsafe place.storeBytes(of: sum(of: place), toByteOffset: 16, as: UInt64.self)
    }

    func encoded(_ digest: VectorDigest, _ halves: [UInt16]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: bytes) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            unsafe start.initialize(repeating: 0, count: bytes)
            unsafe write(digest, halves, to: UnsafeMutableRawPointer(start))
            filled = bytes
        }
    }

    /// `nil` for a place that was never written, or not to its end, or damaged since.
    func digest(at place: UnsafeRawPointer) -> VectorDigest? {
        let sum = unsafe place.load(fromByteOffset: 16, as: UInt64.self)
        guard unsafe sum == self.sum(of: place) else { return nil }
        return unsafe VectorDigest(
            high: place.load(as: UInt64.self), low: place.load(fromByteOffset: 8, as: UInt64.self))
    }

    func halves(at place: UnsafeRawPointer) -> UnsafeBufferPointer<UInt16> {
        let start = unsafe (place + Self.headBytes).assumingMemoryBound(to: UInt16.self)
        return unsafe UnsafeBufferPointer(start: start, count: dimensions)
    }

    /// Multiply and fold, a word at a time (the multiplier is that of wyhash's mixing family); never 0, so
    /// that zeros are no record.
    private func sum(of place: UnsafeRawPointer) -> UInt64 {
        var sum: UInt64 = 0x9e37_79b9_7f4a_7c15
        for offset in stride(from: 0, to: bytes, by: 8) where offset != 16 {
            sum = unsafe (sum ^ place.load(fromByteOffset: offset, as: UInt64.self)) &* 0x9fb2_1c65_1e98_df25
            sum ^= sum >> 32
        }
        return max(sum, 1)
    }
}
