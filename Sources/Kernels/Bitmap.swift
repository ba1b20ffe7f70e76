/// Many answers of yes or no in an eighth of a byte each.
package struct Bitmap: Sendable, Hashable {
    package static let wordBits = 64

    package let count: Int
    /// The lowest bit of the first word is the first; beyond `count` all are 0.
    package private(set) var words: [UInt64]

    package init(count: Int, repeating bit: Bool = false) {
        precondition(count >= 0)
        self.count = count
        let whole = (count + Self.wordBits - 1) / Self.wordBits
        words = [UInt64](repeating: bit ? .max : 0, count: whole)
        let rest = count % Self.wordBits
        if bit, rest > 0 { words[whole - 1] = (1 << UInt64(rest)) - 1 }
    }

    package subscript(index: Int) -> Bool {
        get {
            precondition(index >= 0 && index < count)
            return words[index / Self.wordBits] >> UInt64(index % Self.wordBits) & 1 == 1
        }
        set {
            precondition(index >= 0 && index < count)
            let bit = UInt64(1) << UInt64(index % Self.wordBits)
            if newValue { words[index / Self.wordBits] |= bit } else { words[index / Self.wordBits] &= ~bit }
        }
    }

    package var ones: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    package mutating func formUnion(_ other: Bitmap) {
        precondition(count == other.count)
        for index in words.indices { words[index] |= other.words[index] }
    }

    package mutating func formIntersection(_ other: Bitmap) {
        precondition(count == other.count)
        for index in words.indices { words[index] &= other.words[index] }
    }
}
