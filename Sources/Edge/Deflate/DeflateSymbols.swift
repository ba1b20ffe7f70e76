/// Literals, lengths and distances as DEFLATE writes them: a symbol with bits after it (RFC 1951, 3.2.5).
enum DeflateSymbols {
    static let lengthMin = 3
    static let lengthMax = 258
    static let distanceMax = 32_768
    /// Bytes, the end of a block, and lengths.
    static let literals = 286
    static let distances = 30
    static let end = 256
    private static let firstLength = 257

    /// A symbol, how many bits follow it, and the value for which those are all 0.
    struct Coded: Sendable {
        let symbol: Int
        let bits: Int
        let base: Int
    }

    /// By length; those below `lengthMin` mean nothing.
    static let ofLength: [Coded] = {
        var table = [Coded](repeating: Coded(symbol: 0, bits: 0, base: 0), count: lengthMax + 1)
        var base = lengthMin
        for index in 0..<28 {
            let bits = max(0, index / 4 - 1)
            for length in base..<min(base + (1 << bits), lengthMax) {
                table[length] = Coded(symbol: firstLength + index, bits: bits, base: base)
            }
            base += 1 << bits
        }
        // The longest has a symbol of its own.
        table[lengthMax] = Coded(symbol: literals - 1, bits: 0, base: lengthMax)
        return table
    }()

    static func ofDistance(_ distance: Int) -> Coded {
        guard distance > 4 else { return Coded(symbol: distance - 1, bits: 0, base: distance) }
        let bits = Int.bitWidth - 2 - (distance - 1).leadingZeroBitCount
        let half = ((distance - 1) >> bits) & 1
        return Coded(symbol: 2 * bits + 2 + half, bits: bits, base: ((2 + half) << bits) + 1)
    }

    /// Bits after a symbol of literals and lengths, and after one of distances.
    static func bits(afterLiteral symbol: Int) -> Int {
        symbol < firstLength || symbol == literals - 1 ? 0 : max(0, (symbol - firstLength) / 4 - 1)
    }
    static func bits(afterDistance symbol: Int) -> Int { max(0, symbol / 2 - 1) }
}

/// One step of a packed text.
enum DeflateToken: Sendable {
    case literal(UInt8)
    /// So many bytes as they stand so far back.
    case repetition(length: Int, distance: Int)

    /// Bytes that it stands for.
    var length: Int {
        switch self {
        case .literal: 1
        case .repetition(let length, _): length
        }
    }
}
