import CKernels

/// A linear layer: int8 weights with a scale for every `groupInputs` of them, and a bias.
///
/// The inputs become 16-bit integers with one scale a row, so the products are summed exactly and the
/// weights stay as small in memory as they are on disk. Every instruction set gives the same sums.
package final class Linear: @unchecked Sendable {
    /// So many neighbouring inputs of an output share a scale.
    package static let groupInputs = ck_group_inputs

    package let inputs: Int
    package let outputs: Int
    private let set: InstructionSet
    private let panels: AlignedBuffer<Int8>
    private let scales: AlignedBuffer<Float>
    private let bias: AlignedBuffer<Float>

    /// `weights` has a row of `inputs` numbers for each of the outputs that `bias` counts, `scales` a row of
    /// one number a group.
    package init(
        weights: AlignedBuffer<Int8>, scales: AlignedBuffer<Float>, bias: AlignedBuffer<Float>, inputs: Int,
        on set: InstructionSet = .best
    ) {
        let groups = (inputs + Self.groupInputs - 1) / Self.groupInputs
        precondition(weights.count == bias.count * inputs && scales.count == bias.count * groups)
        (self.inputs, outputs, self.set) = (inputs, bias.count, set)
        let columns = ck_panel_columns(set.rawValue)
        let padded = (bias.count + columns - 1) / columns * columns
        self.scales = AlignedBuffer(count: padded * groups)
        for output in 0..<bias.count {
            for group in 0..<groups {
                let place = (output / columns * groups + group) * columns + output % columns
                self.scales[place] = scales[output * groups + group]
            }
        }
        self.bias = bias.padded(to: padded)
        panels = AlignedBuffer(count: ck_packed_bytes(set.rawValue, outputs, inputs))
        unsafe ck_pack(set.rawValue, weights.start, outputs, inputs, panels.start)
    }

    /// Room for the inputs of a layer as integers; one thread's.
    package final class Inputs {
        fileprivate let numbers: AlignedBuffer<Int16>
        fileprivate let scales: AlignedBuffer<Float>

        package init(rowsMax: Int, widthMax: Int) {
            numbers = AlignedBuffer(count: rowsMax * (widthMax + 1))
            scales = AlignedBuffer(count: rowsMax)
        }
    }

    /// Writes weights · row + bias for the first `count` rows of `rows` into `result`.
    package func apply(to rows: FloatRows, count: Int, into result: FloatRows, using room: Inputs) {
        precondition(rows.width == inputs && result.width == outputs)
        precondition(count <= room.scales.count && count * (inputs + 1) <= room.numbers.count)
        unsafe ck_quantise(
            set.rawValue, rows.start(count), count, inputs, room.numbers.start, room.scales.start)
        unsafe ck_multiply(
            set.rawValue, room.numbers.start, room.scales.start, count, inputs, panels.start, outputs,
            scales.start, bias.start, result.start(count))
    }
}
