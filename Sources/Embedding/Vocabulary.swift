/// The word pieces that a model knows, found by their bytes.
///
/// A table of our own instead of a dictionary: 30,000 strings would cost more memory and time than all of
/// the tokenizer.
struct Vocabulary: Sendable {
    let count: Int
    /// Bytes of the longest piece, without its `##`.
    let pieceBytesMax: Int
    private let text: [UInt8]
    /// Where the piece begins; one more than there are pieces, each end being one past a newline.
    private let starts: [Int32]
    /// Open addressing: a piece's number, or -1.
    private let slots: [Int32]

    /// One piece a line.
    init(_ text: [UInt8]) {
        var starts: [Int32] = [0]
        for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(Int32(index + 1))
        }
        var size = 64
        while size < 2 * starts.count { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        var longest = 0
        for piece in 0..<(starts.count - 1) {
            let bytes = Int(starts[piece])..<(Int(starts[piece + 1]) - 1)
            var slot = Self.hash(text[bytes]) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(piece)
            longest = max(longest, bytes.count)
        }
        (self.text, self.starts, self.slots) = (text, starts, slots)
        (count, pieceBytesMax) = (starts.count - 1, longest)
    }

    subscript(_ piece: String) -> Int? { find(Array(piece.utf8)[...]) }

    /// The number of the piece with these bytes.
    func find(_ bytes: ArraySlice<UInt8>) -> Int? {
        var slot = Self.hash(bytes) & (slots.count - 1)
        // At most half of the slots are taken, so an empty one ends every search.
        while slots[slot] >= 0 {
            let piece = Int(slots[slot])
            if text[Int(starts[piece])..<(Int(starts[piece + 1]) - 1)].elementsEqual(bytes) { return piece }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo), without its sign.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int(truncatingIfNeeded: state >> 20)
    }
}
