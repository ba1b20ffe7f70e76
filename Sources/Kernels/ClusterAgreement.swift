#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How well clusters that were found match labels that are known.
///
/// Homogeneity, completeness and their harmonic mean, the V-measure (Rosenberg and Hirschberg, "V-measure: a
/// conditional entropy-based external cluster evaluation measure", 2007); the Rand index corrected for
/// chance (Hubert and Arabie, "Comparing partitions", 1985). Without rows, everything matches.
package struct ClusterAgreement: Sendable, Hashable {
    /// 1 when every cluster holds rows of one label, 0 when the clusters tell nothing about the labels.
    package let homogeneity: Double
    /// 1 when all rows of a label are in one cluster, 0 when the labels tell nothing about the clusters.
    package let completeness: Double
    /// 1 for the same partition, about 0 for one by chance, and below for a worse one.
    package let adjustedRand: Double
    /// The share of rows with the most frequent label of their cluster, 0...1.
    package let purity: Double

    /// - Parameters:
    ///   - found: a cluster for each row; the numbers only tell clusters apart.
    ///   - known: a label for each row, as many.
    package init(found: [Int], known: [Int]) {
        precondition(found.count == known.count, "a row has a cluster and a label")
        let table = ContingencyTable(found, known)
        homogeneity = table.homogeneity
        completeness = ContingencyTable(known, found).homogeneity
        adjustedRand = table.adjustedRand
        purity = table.purity
    }

    /// 0...1: the harmonic mean of homogeneity and completeness.
    package var vMeasure: Double {
        let sum = homogeneity + completeness
        return sum > 0 ? 2 * homogeneity * completeness / sum : 0
    }
}

/// How many rows each cluster has of each label. Sums run in the order of first appearance: the same input
/// gives the same bits.
private struct ContingencyTable {
    private var cells: [[Int: Int]]
    private var columns: [Int]
    private let count: Int

    init(_ found: [Int], _ known: [Int]) {
        let (rows, labels) = (found.numbered, known.numbered)
        cells = Array(repeating: [:], count: (rows.max() ?? -1) + 1)
        columns = Array(repeating: 0, count: (labels.max() ?? -1) + 1)
        count = found.count
        for (row, label) in zip(rows, labels) {
            cells[row][label, default: 0] += 1
            columns[label] += 1
        }
    }

    /// Each cell with the sums of its row and of its column, in one order for the same input.
    private var counts: [(cell: Int, row: Int, column: Int)] {
        cells.flatMap { row in
            let sum = row.values.reduce(0, +)
            return row.sorted { $0.key < $1.key }.map { ($0.value, sum, columns[$0.key]) }
        }
    }

    /// 1 - H(label | cluster) / H(label).
    var homogeneity: Double {
        let entropy = -columns.reduce(0) { $0 + share($1) * log(share($1)) }
        guard entropy > 0 else { return 1 }
        let conditional = -counts.reduce(0) { sum, each in
            sum + share(each.cell) * log(Double(each.cell) / Double(each.row))
        }
        return min(1, max(0, 1 - conditional / entropy))
    }

    var purity: Double {
        guard count > 0 else { return 1 }
        return share(cells.reduce(0) { $0 + ($1.values.max() ?? 0) })
    }

    /// (index - expected) / (largest - expected) of pairs of rows that are together.
    var adjustedRand: Double {
        let together = counts.reduce(0) { $0 + pairs($1.cell) }
        let rows = cells.reduce(0) { $0 + pairs($1.values.reduce(0, +)) }
        let known = columns.reduce(0) { $0 + pairs($1) }
        guard count > 1 else { return 1 }
        let expected = rows * known / pairs(count)
        let largest = (rows + known) / 2
        return largest == expected ? 1 : (together - expected) / (largest - expected)
    }

    private func share(_ part: Int) -> Double { Double(part) / Double(count) }

    private func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
}
