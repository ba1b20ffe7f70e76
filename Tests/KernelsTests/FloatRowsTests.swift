import Glibc
import Kernels
import Testing

struct FloatRowsTests {
    @Test(arguments: InstructionSet.available, [1, 5, 16, 33])
    func `GELU is that of the error function`(set: InstructionSet, width: Int) {
        let rows = FloatRows(rowsMax: 41, width: width)
        let inputs = (0..<41).map { row in (0..<width).map { Float(row - 20) * 0.5 + Float($0) * 0.013 } }
        for (index, row) in inputs.enumerated() { rows[index] = row }
        rows.applyGELU(count: 41, on: set)
        for (index, row) in inputs.enumerated() {
            let expected = row.map { Float(Double($0) * 0.5 * erfc(-Double($0) / 2.0.squareRoot())) }
            #expect(difference(rows[index], expected) < 2e-6)
        }
    }

    @Test(arguments: InstructionSet.available, [1, 3, 16, 50, 384])
    func `a normalised row has the mean and the spread it should have`(set: InstructionSet, width: Int) {
        var numbers = Numbers(seed: UInt64(width))
        let (row, added) = (numbers.floats(width), numbers.floats(width))
        let (gain, bias) = (numbers.floats(width), numbers.floats(width))
        let (rows, others) = (FloatRows(rowsMax: 3, width: width), FloatRows(rowsMax: 3, width: width))
        rows[2] = row
        others[2] = added
        LayerNorm(gain: AlignedBuffer(gain), bias: AlignedBuffer(bias), epsilon: 1e-5, on: set)
            .apply(to: rows, adding: others, count: 3)

        let sum = zip(row, added).map { Double($0 + $1) }
        let mean = sum.reduce(0, +) / Double(width)
        let variance = sum.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
        let expected = sum.indices.map { index in
            Float((sum[index] - mean) / (variance + 1e-5).squareRoot()) * gain[index] + bias[index]
        }
        #expect(difference(rows[2], expected) < 1e-4)
    }

    @Test(arguments: InstructionSet.available, [1, 7, 384])
    func `the mean of rows has length 1, and none stays 0`(set: InstructionSet, width: Int) {
        var numbers = Numbers(seed: 3)
        let rows = FloatRows(rowsMax: 9, width: width)
        for index in 0..<9 { rows[index] = numbers.floats(width).map { $0 + 0.5 } }
        let mean = rows.mean(of: 2..<7, on: set)
        let sum = (0..<width).map { column in (2..<7).reduce(Float(0)) { $0 + rows[$1][column] } }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(difference(mean, sum.map { $0 / length }) < 1e-5)

        rows[0] = [Float](repeating: 0, count: width)
        #expect(rows.mean(of: 0..<1, on: set) == [Float](repeating: 0, count: width))
    }

    @Test(arguments: InstructionSet.available, [1, 2, 9, 31, 32, 33, 64, 100, 255])
    func `attention is softmax over all tokens`(set: InstructionSet, tokens: Int) {
        let (heads, width) = (3, 96)
        var numbers = Numbers(seed: UInt64(tokens))
        // A row before and one behind: neither may be read or written.
        let joined = FloatRows(rowsMax: tokens + 2, width: 3 * width)
        let result = FloatRows(rowsMax: tokens + 2, width: width)
        for row in 0..<(tokens + 2) { joined[row] = numbers.floats(3 * width).map { $0 * 4 } }
        let attention = SelfAttention(heads: heads, width: width, tokensMax: 256, on: set)
        attention.apply(to: joined, sequence: 1..<(tokens + 1), into: result)

        let rows = (1...tokens).map { joined[$0] }
        for token in [0, tokens / 2, tokens - 1] {
            let expected = Self.attended(rows, token: token, heads: heads, width: width)
            #expect(difference(result[token + 1], expected) < 2e-5)
        }
        #expect(result[0] == [Float](repeating: 0, count: width))
        #expect(result[tokens + 1] == [Float](repeating: 0, count: width))
    }

    private static func attended(_ rows: [[Float]], token: Int, heads: Int, width: Int) -> [Float] {
        let depth = width / heads
        return (0..<heads).flatMap { head -> [Float] in
            let columns = (head * depth)..<((head + 1) * depth)
            let scores = rows.map { row in
                columns.reduce(0.0) { $0 + Double(rows[token][$1]) * Double(row[width + $1]) }
                    / Double(depth).squareRoot()
            }
            let largest = scores.max() ?? 0
            let weights = scores.map { exp($0 - largest) }
            let sum = weights.reduce(0, +)
            return columns.map { column in
                Float(zip(weights, rows).reduce(0.0) { $0 + $1.0 * Double($1.1[2 * width + column]) } / sum)
            }
        }
    }
}
