import Kernels

/// The layers of a BERT encoder; the weights of all threads.
struct EncoderWeights: Sendable {
    struct Layer: Sendable {
        let queriesKeysValues: Linear
        let attended: Linear
        let attendedNorm: LayerNorm
        let inner: Linear
        let outer: Linear
        let outerNorm: LayerNorm
    }

    let tokens: TokenTable
    let norm: LayerNorm
    let layers: [Layer]
    let heads: Int
    let set: InstructionSet

    var width: Int { tokens.width }
    var tokensMax: Int { tokens.positions }
}

/// Runs the encoder, with the memory that one thread needs for it.
final class Encoder {
    private let weights: EncoderWeights
    private let attention: SelfAttention
    private let hidden: FloatRows
    private let joined: FloatRows
    private let context: FloatRows
    private let change: FloatRows
    private let inner: FloatRows
    private let inputs: Linear.Inputs

    init(_ weights: EncoderWeights) {
        self.weights = weights
        let (rows, width) = (weights.tokensMax, weights.width)
        let innerWidth = weights.layers.first?.inner.outputs ?? width
        attention = SelfAttention(heads: weights.heads, width: width, tokensMax: rows, on: weights.set)
        hidden = FloatRows(rowsMax: rows, width: width)
        joined = FloatRows(rowsMax: rows, width: 3 * width)
        context = FloatRows(rowsMax: rows, width: width)
        change = FloatRows(rowsMax: rows, width: width)
        inner = FloatRows(rowsMax: rows, width: innerWidth)
        inputs = Linear.Inputs(rowsMax: rows, widthMax: max(innerWidth, width))
    }

    /// A unit vector for each of `texts`, which together have at most `tokensMax` tokens.
    ///
    /// The texts share the products but never see each other: a text's vector is the same alone and in
    /// company.
    func vectors(_ texts: [[Int]]) -> [[Float]] {
        let count = texts.reduce(0) { $0 + $1.count }
        precondition(count <= weights.tokensMax)
        var sequences: [Range<Int>] = []
        for text in texts {
            let start = sequences.last?.upperBound ?? 0
            for (position, token) in text.enumerated() {
                weights.tokens.write(token: token, position: position, into: hidden, row: start + position)
            }
            sequences.append(start..<(start + text.count))
        }
        weights.norm.apply(to: hidden, count: count)
        for layer in weights.layers { apply(layer, sequences, count: count) }
        return sequences.map { hidden.mean(of: $0, on: weights.set) }
    }

    private func apply(_ layer: EncoderWeights.Layer, _ sequences: [Range<Int>], count: Int) {
        layer.queriesKeysValues.apply(to: hidden, count: count, into: joined, using: inputs)
        for sequence in sequences { attention.apply(to: joined, sequence: sequence, into: context) }
        layer.attended.apply(to: context, count: count, into: change, using: inputs)
        layer.attendedNorm.apply(to: hidden, adding: change, count: count)
        layer.inner.apply(to: hidden, count: count, into: inner, using: inputs)
        inner.applyGELU(count: count, on: weights.set)
        layer.outer.apply(to: inner, count: count, into: change, using: inputs)
        layer.outerNorm.apply(to: hidden, adding: change, count: count)
    }
}
