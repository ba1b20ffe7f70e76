import Foundation

/// How often each symbol comes in a run of tokens.
struct DeflateCounts: Sendable {
    /// About what a symbol costs in the tables before a block, in bits.
    private static let bitsOfTable = 5.0

    var literals = [Int](repeating: 0, count: DeflateSymbols.literals)
    var distances = [Int](repeating: 0, count: DeflateSymbols.distances)

    init(_ tokens: some Sequence<DeflateToken>) {
        for token in tokens {
            switch token {
            case .literal(let byte): literals[Int(byte)] += 1
            case .repetition(let length, let distance):
                literals[DeflateSymbols.ofLength[length].symbol] += 1
                distances[DeflateSymbols.ofDistance(distance).symbol] += 1
            }
        }
        literals[DeflateSymbols.end] = 1
    }

    /// Of a block, about: the entropy of its symbols, the bits after them, and its tables.
    var bits: Double {
        var sum = Self.entropy(literals) + Self.entropy(distances)
        for (symbol, count) in literals.enumerated() {
            sum += Double(count * DeflateSymbols.bits(afterLiteral: symbol))
        }
        for (symbol, count) in distances.enumerated() {
            sum += Double(count * DeflateSymbols.bits(afterDistance: symbol))
        }
        return sum
    }

    private static func entropy(_ counts: [Int]) -> Double {
        let all = Double(counts.reduce(0, +))
        return counts.reduce(0) { sum, count in
            count == 0 ? sum : sum + bitsOfTable + Double(count) * log2(all / Double(count))
        }
    }
}

/// What symbols cost where they come so often, in bits.
struct DeflateCost: Sendable {
    let literals: [Float]
    let distances: [Float]

    /// Before anything is known: letters of a text, and repetitions of words.
    init() {
        literals = (0..<DeflateSymbols.literals).map { $0 < DeflateSymbols.end ? 6 : 8 }
        distances = [Float](repeating: 5, count: DeflateSymbols.distances)
    }

    init(_ counts: DeflateCounts) {
        literals = Self.bits(counts.literals)
        distances = Self.bits(counts.distances)
    }

    /// What never came costs as much as what came once.
    private static func bits(_ counts: [Int]) -> [Float] {
        let all = Float(max(1, counts.reduce(0, +)))
        return counts.map { log2(all / Float(max(1, $0))) }
    }
}
