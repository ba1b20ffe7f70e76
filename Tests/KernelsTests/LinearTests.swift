import Kernels
import Testing

struct LinearTests {
    private static let shapes = [
        (rows: 1, inputs: 1, outputs: 1), (2, 3, 5), (3, 127, 31), (4, 128, 32), (5, 129, 33), (7, 130, 8),
        (8, 256, 64), (11, 300, 17), (12, 384, 96), (13, 385, 40), (16, 512, 16), (25, 64, 100),
        (90, 640, 9),
    ]

    /// The same sums in Swift, in doubles.
    private static func expected(
        _ rows: [[Float]], _ weights: [Int8], _ scales: [Float], _ bias: [Float], inputs: Int
    ) -> [[Float]] {
        let groups = (inputs + Linear.groupInputs - 1) / Linear.groupInputs
        return rows.map { row in
            bias.indices.map { output in
                let sum = (0..<inputs).reduce(0.0) { sum, input in
                    let scale = scales[output * groups + input / Linear.groupInputs]
                    return sum + Double(row[input]) * Double(weights[output * inputs + input]) * Double(scale)
                }
                return Float(sum + Double(bias[output]))
            }
        }
    }

    @Test(arguments: InstructionSet.available, shapes)
    func `every instruction set multiplies as plain Swift does`(
        set: InstructionSet, shape: (rows: Int, inputs: Int, outputs: Int)
    ) {
        var numbers = Numbers(seed: UInt64(shape.inputs * 1000 + shape.outputs))
        let groups = (shape.inputs + Linear.groupInputs - 1) / Linear.groupInputs
        let weights = numbers.bytes(shape.outputs * shape.inputs).map { max($0, -127) }
        let scales = numbers.floats(shape.outputs * groups).map { abs($0) / 100 }
        let bias = numbers.floats(shape.outputs)
        let rows = (0..<shape.rows).map { _ in numbers.floats(shape.inputs) }

        let result = Self.multiply(rows, weights, scales, bias, on: set)
        let wanted = Self.expected(rows, weights, scales, bias, inputs: shape.inputs)
        // The inputs have 15 bits: half a step a product, and the steps average out.
        let allowed = 2e-4 * Float(shape.inputs).squareRoot()
        for (row, expected) in zip(result, wanted) { #expect(difference(row, expected) < allowed) }
    }

    @Test(arguments: InstructionSet.available)
    func `a row's result does not depend on the rows beside it`(set: InstructionSet) {
        var numbers = Numbers(seed: 7)
        let (inputs, outputs) = (384, 70)
        let weights = numbers.bytes(outputs * inputs).map { max($0, -127) }
        let (scales, bias) = (numbers.floats(outputs * 3), numbers.floats(outputs))
        let rows = (0..<29).map { _ in numbers.floats(inputs) }
        let together = Self.multiply(rows, weights, scales, bias, on: set)
        for (index, row) in rows.enumerated() {
            #expect(Self.multiply([row], weights, scales, bias, on: set) == [together[index]])
        }
    }

    @Test(arguments: InstructionSet.available)
    func `the largest sums do not overflow`(set: InstructionSet) {
        let inputs = 1536
        let weights = [Int8](repeating: 127, count: inputs)
        let scales = [Float](repeating: 1, count: inputs / Linear.groupInputs)
        let result = Self.multiply([[Float](repeating: 3, count: inputs)], weights, scales, [0], on: set)
        #expect(abs(result[0][0] - 3 * 127 * Float(inputs)) < 1)
    }

    @Test(arguments: InstructionSet.available)
    func `a row of zeros gives the bias`(set: InstructionSet) {
        let result = Self.multiply([[0, 0, 0]], [1, 2, 3, 4, 5, 6], [1, 1], [0.5, -2], on: set)
        #expect(result == [[0.5, -2]])
    }

    private static func multiply(
        _ rows: [[Float]], _ weights: [Int8], _ scales: [Float], _ bias: [Float], on set: InstructionSet
    ) -> [[Float]] {
        let inputs = rows[0].count
        let linear = Linear(
            weights: AlignedBuffer(weights), scales: AlignedBuffer(scales), bias: AlignedBuffer(bias),
            inputs: inputs, on: set)
        let input = FloatRows(rowsMax: rows.count, width: inputs)
        let output = FloatRows(rowsMax: rows.count, width: bias.count)
        for (index, row) in rows.enumerated() { input[index] = row }
        linear.apply(
            to: input, count: rows.count, into: output,
            using: Linear.Inputs(rowsMax: rows.count, widthMax: inputs))
        return rows.indices.map { output[$0] }
    }
}
