/// Prefix codes as DEFLATE has them: by the length of each symbol's code alone.
enum HuffmanLengths {
    private struct Package {
        let weight: Int
        let symbols: [Int]
    }

    /// Lengths of the best code in which none is longer than `max` bits: package-merge (Larmore and
    /// Hirschberg, "A fast algorithm for optimal length-limited Huffman codes", 1990). 0 for what never
    /// comes.
    static func of(_ counts: [Int], max: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: counts.count)
        let leaves = counts.indices.filter { counts[$0] > 0 }.map {
            Package(weight: counts[$0], symbols: [$0])
        }.sorted { $0.weight < $1.weight }
        guard leaves.count > 1 else {
            if let only = leaves.first?.symbols.first { lengths[only] = 1 }
            return lengths
        }
        var row: [Package] = []
        for _ in 0..<max {
            let pairs = stride(from: 0, to: row.count - 1, by: 2).map { index in
                Package(
                    weight: row[index].weight + row[index + 1].weight,
                    symbols: row[index].symbols + row[index + 1].symbols)
            }
            row = merged(leaves, pairs)
        }
        for package in row.prefix(2 * leaves.count - 2) {
            for symbol in package.symbols { lengths[symbol] += 1 }
        }
        return lengths
    }

    private static func merged(_ leaves: [Package], _ pairs: [Package]) -> [Package] {
        var (row, rest) = ([Package](), pairs[...])
        row.reserveCapacity(leaves.count + pairs.count)
        for leaf in leaves {
            while let pair = rest.first, pair.weight < leaf.weight {
                row.append(pair)
                rest = rest.dropFirst()
            }
            row.append(leaf)
        }
        return row + rest
    }

    /// The codes of these lengths, the first bit lowest, as they are written (RFC 1951, 3.2.2).
    static func codes(_ lengths: [Int]) -> [Int] {
        let longest = lengths.max() ?? 0
        var next = [Int](repeating: 0, count: longest + 2)
        for length in lengths where length > 0 { next[length + 1] += 1 }
        var code = 0
        for length in next.indices.dropFirst() {
            code = (code + next[length]) << 1
            next[length] = code
        }
        return lengths.map { length in
            guard length > 0 else { return 0 }
            // One place on, so that the codes of a length begin after the shorter ones.
            defer { next[length] += 1 }
            return (0..<length).reduce(0) { $0 << 1 | (next[length] >> $1) & 1 }
        }
    }
}
