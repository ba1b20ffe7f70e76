import Kernels

/// Walks over the sections of a file of weights.
private struct Sections {
    let payload: AlignedBuffer<UInt8>
    let epsilon: Float
    let set: InstructionSet
    private var offset = 0

    init(_ payload: AlignedBuffer<UInt8>, epsilon: Float, on set: InstructionSet) {
        (self.payload, self.epsilon, self.set) = (payload, epsilon, set)
    }

    private mutating func next<Number: BitwiseCopyable>(_ count: Int) -> AlignedBuffer<Number> {
        let numbers = payload.numbers(Number.self, at: offset, count: count)
        offset += WeightsFile.aligned(count * MemoryLayout<Number>.stride)
        return numbers
    }

    mutating func linear(_ outputs: Int, _ inputs: Int) -> Linear {
        let weights: AlignedBuffer<Int8> = next(outputs * inputs)
        let scales: AlignedBuffer<Float> = next(outputs * inputs / Linear.groupInputs)
        return Linear(weights: weights, scales: scales, bias: next(outputs), inputs: inputs, on: set)
    }

    mutating func norm(_ width: Int) -> LayerNorm {
        let gain: AlignedBuffer<Float> = next(width)
        return LayerNorm(gain: gain, bias: next(width), epsilon: epsilon, on: set)
    }

    mutating func tokens(_ shape: WeightsFile.Shape) -> TokenTable {
        let rows: AlignedBuffer<Int8> = next(shape.pieces * shape.width)
        let scales: AlignedBuffer<Float> = next(shape.pieces)
        let positions: AlignedBuffer<Float> = next(shape.tokens * shape.width)
        return TokenTable(rows: rows, scales: scales, positions: positions, width: shape.width, on: set)
    }

    mutating func layer(_ shape: WeightsFile.Shape) -> EncoderWeights.Layer {
        let (width, inner) = (shape.width, shape.inner)
        let queriesKeysValues = linear(3 * width, width)
        let attended = linear(width, width)
        let attendedNorm = norm(width)
        let first = linear(inner, width)
        let second = linear(width, inner)
        return EncoderWeights.Layer(
            queriesKeysValues: queriesKeysValues, attended: attended, attendedNorm: attendedNorm,
            inner: first, outer: second, outerNorm: norm(width))
    }

    mutating func text(_ bytes: Int) -> [UInt8] {
        let text: AlignedBuffer<UInt8> = next(bytes)
        return unsafe text.withBytes { unsafe Array($0) }
    }
}

extension EncoderWeights {
    /// Takes the weights and the vocabulary's text out of a file's bytes, which have the length that its
    /// header states.
    static func make(
        _ file: WeightsFile, _ payload: AlignedBuffer<UInt8>, on set: InstructionSet
    ) -> (weights: EncoderWeights, vocabulary: [UInt8]) {
        var sections = Sections(payload, epsilon: file.epsilon, on: set)
        let tokens = sections.tokens(file.shape)
        let norm = sections.norm(file.shape.width)
        let layers = (0..<file.shape.layers).map { _ in sections.layer(file.shape) }
        let vocabulary = sections.text(file.shape.vocabularyBytes)
        let weights = EncoderWeights(
            tokens: tokens, norm: norm, layers: layers, heads: file.shape.heads, set: set)
        return (weights, vocabulary)
    }
}
