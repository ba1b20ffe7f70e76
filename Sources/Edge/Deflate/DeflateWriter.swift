/// Writes blocks of tokens with tables of their own, bit by bit.
struct DeflateWriter: Sendable {
    private static let codeBitsMax = 15
    private static let tableBitsMax = 7
    /// In this order the lengths of the tables' own code are written.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private(set) var bytes: [UInt8] = []
    private var hold: UInt64 = 0
    private var held = 0

    mutating func add(_ tokens: [DeflateToken], isLast: Bool) {
        let counts = DeflateCounts(tokens)
        let literals = Code(HuffmanLengths.of(counts.literals, max: Self.codeBitsMax))
        let distances = Code(HuffmanLengths.of(counts.distances, max: Self.codeBitsMax))
        write(isLast ? 1 : 0, 1)
        write(2, 2)
        addTables(literals.lengths, distances.lengths)
        for token in tokens {
            switch token {
            case .literal(let byte): write(literals, Int(byte))
            case .repetition(let length, let distance):
                let (long, far) = (DeflateSymbols.ofLength[length], DeflateSymbols.ofDistance(distance))
                write(literals, long.symbol)
                write(length - long.base, long.bits)
                write(distances, far.symbol)
                write(distance - far.base, far.bits)
            }
        }
        write(literals, DeflateSymbols.end)
        if isLast, held > 0 { write(0, 8 - held) }
    }

    private struct Code {
        let lengths: [Int]
        let codes: [Int]

        init(_ lengths: [Int]) { (self.lengths, codes) = (lengths, HuffmanLengths.codes(lengths)) }
    }

    /// The lengths of both codes, with runs said shorter, in a code of its own (RFC 1951, 3.2.7).
    private mutating func addTables(_ literals: [Int], _ distances: [Int]) {
        let literalCount = max(DeflateSymbols.end + 1, (literals.lastIndex { $0 > 0 } ?? 0) + 1)
        let distanceCount = max(1, (distances.lastIndex { $0 > 0 } ?? 0) + 1)
        let runs = Self.runs(literals[..<literalCount] + distances[..<distanceCount])
        var counts = [Int](repeating: 0, count: Self.order.count)
        for run in runs { counts[run.symbol] += 1 }
        let code = Code(HuffmanLengths.of(counts, max: Self.tableBitsMax))
        let used = max(4, (Self.order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
        write(literalCount - DeflateSymbols.end - 1, 5)
        write(distanceCount - 1, 5)
        write(used - 4, 4)
        for symbol in Self.order.prefix(used) { write(code.lengths[symbol], 3) }
        for run in runs {
            write(code, run.symbol)
            write(run.base, run.bits)
        }
    }

    /// 16 says the last length again, 17 and 18 say 0 many times; `base` is how many more than the least.
    private static func runs(_ lengths: ArraySlice<Int>) -> [DeflateSymbols.Coded] {
        var (runs, rest) = ([DeflateSymbols.Coded](), lengths)
        func say(_ symbol: Int, _ bits: Int = 0, _ more: Int = 0) {
            runs.append(.init(symbol: symbol, bits: bits, base: more))
        }
        while let length = rest.first {
            var left = rest.prefix { $0 == length }.count
            rest = rest.dropFirst(left)
            if length > 0 {
                say(length)
                left -= 1
            }
            while left >= 3 {
                let count = min(left, length > 0 ? 6 : left > 10 ? 138 : 10)
                if length > 0 {
                    say(16, 2, count - 3)
                } else if count > 10 {
                    say(18, 7, count - 11)
                } else {
                    say(17, 3, count - 3)
                }
                left -= count
            }
            for _ in 0..<left { say(length) }
        }
        return runs
    }

    private mutating func write(_ code: Code, _ symbol: Int) {
        write(code.codes[symbol], code.lengths[symbol])
    }

    private mutating func write(_ value: Int, _ bits: Int) {
        hold |= UInt64(value) << UInt64(held)
        held += bits
        while held >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: hold))
            hold >>= 8
            held -= 8
        }
    }
}
