import CKernels

/// Layer normalisation (Ba, Kiros and Hinton, 2016): every row gets mean 0 and variance 1, then a gain and a
/// bias.
package final class LayerNorm: @unchecked Sendable {
    private let gain: AlignedBuffer<Float>
    private let bias: AlignedBuffer<Float>
    private let epsilon: Float
    private let set: InstructionSet

    package init(
        gain: AlignedBuffer<Float>, bias: AlignedBuffer<Float>, epsilon: Float,
        on set: InstructionSet = .best
    ) {
        precondition(gain.count == bias.count)
        (self.gain, self.bias, self.epsilon, self.set) = (gain, bias, epsilon, set)
    }

    /// Normalises the first `count` rows in place, after adding those of `added` to them.
    package func apply(to rows: FloatRows, adding added: FloatRows? = nil, count: Int) {
        precondition(rows.width == gain.count && (added.map { $0.width == rows.width } ?? true))
        let summand = unsafe added.map { unsafe UnsafePointer($0.start(count)) }
        unsafe ck_normalise(
            set.rawValue, rows.start(count), summand, count, rows.width, gain.start, bias.start, epsilon)
    }
}
