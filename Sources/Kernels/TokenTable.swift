import CKernels

/// The vectors that tokens begin with: int8 rows with a scale each, and a row of floats for every position.
package final class TokenTable: @unchecked Sendable {
    package let tokens: Int
    package let positions: Int
    package let width: Int
    private let set: InstructionSet
    private let rows: AlignedBuffer<Int8>
    private let scales: AlignedBuffer<Float>
    private let places: AlignedBuffer<Float>

    package init(
        rows: AlignedBuffer<Int8>, scales: AlignedBuffer<Float>, positions: AlignedBuffer<Float>, width: Int,
        on set: InstructionSet = .best
    ) {
        precondition(width > 0 && rows.count == scales.count * width && positions.count % width == 0)
        (tokens, self.positions, self.width) = (scales.count, positions.count / width, width)
        (self.rows, self.scales, places, self.set) = (rows, scales, positions, set)
    }

    /// Writes the vector of `token` at `position` of its text into a row of `result`.
    package func write(token: Int, position: Int, into result: FloatRows, row: Int) {
        precondition(token >= 0 && token < tokens && position >= 0 && position < positions)
        precondition(result.width == width)
        unsafe ck_dequantise(
            set.rawValue, rows.pointer(at: token * width), scales.pointer(at: token).pointee,
            places.pointer(at: position * width), width, result.start(1, from: row))
    }
}
