import CKernels

/// Multi-head self-attention: softmax(Q Kᵀ / sqrt(d)) V for each head (Vaswani et al., 2017, equation 1).
package final class SelfAttention {
    /// Heads are cut into vectors of at most this many floats, and a whole number of them.
    package static let headWidthUnit = 32

    private let heads: Int
    private let width: Int
    private let tokensMax: Int
    private let set: InstructionSet
    private let scratch: AlignedBuffer<Float>

    /// For one thread, and sequences of up to `tokensMax` tokens.
    package init(heads: Int, width: Int, tokensMax: Int, on set: InstructionSet = .best) {
        precondition(heads > 0 && width % (heads * Self.headWidthUnit) == 0)
        (self.heads, self.width, self.tokensMax, self.set) = (heads, width, tokensMax, set)
        scratch = AlignedBuffer(count: ck_attend_floats(set.rawValue, tokensMax, width, heads))
    }

    /// Lets the tokens of one sequence, a row each, look at each other.
    ///
    /// A row of `joined` holds a token's query, key and value, one after the other; a row of `result` is
    /// `width` floats.
    package func apply(to joined: FloatRows, sequence: Range<Int>, into result: FloatRows) {
        precondition(joined.width == 3 * width && result.width == width && sequence.count <= tokensMax)
        unsafe ck_attend(
            set.rawValue, joined.start(sequence.count, from: sequence.lowerBound), sequence.count, width,
            heads, result.start(sequence.count, from: sequence.lowerBound), scratch.start)
    }
}
