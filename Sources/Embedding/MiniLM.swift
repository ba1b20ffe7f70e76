package import Kernels

/// all-MiniLM-L6-v2 in this process: 384 dimensions, English, up to 256 word pieces of a text (the rest is
/// cut off).
package final class MiniLM: Embedder {
    package let id: String
    package let dimensions: Int
    package let languages: Set<String> = ["en"]
    private let thread = EncoderThread()
    private let memory = VectorMemory()

    private init(id: String, weights: EncoderWeights, wordPiece: WordPiece) {
        (self.id, dimensions) = (id, weights.width)
        thread.start(wordPiece, tokensPerPassMax: weights.tokensMax) { Encoder(weights) }
    }

    deinit { close() }

    /// Reads and checks a file of weights (tens of milliseconds, on the calling thread) and starts the
    /// model's thread.
    package static func load(
        _ path: String, on set: InstructionSet = .best
    ) throws(WeightsFailure) -> MiniLM {
        let (file, payload) = try WeightsFile.read(path)
        let (weights, text) = EncoderWeights.make(file, payload, on: set)
        let vocabulary = Vocabulary(text)
        guard vocabulary.count == file.shape.pieces,
            let wordPiece = WordPiece(vocabulary, tokensMax: file.shape.tokens)
        else { throw .notWeights }
        let sum = file.checksum.prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }
        return MiniLM(
            id: "all-minilm-l6-v2/\(WeightsFile.version)/\(sum.joined())", weights: weights,
            wordPiece: wordPiece)
    }

    package func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        guard isUrgent else { return try await thread.vectors(of: texts, isUrgent: false) }
        let known = texts.map(memory.vector)
        let unknown = zip(texts, known).filter { $0.1 == nil }.map(\.0)
        let made = try await thread.vectors(of: unknown, isUrgent: true)
        for (text, vector) in zip(unknown, made) { memory.keep(vector, of: text) }
        var rest = made[...]
        return known.map { $0 ?? rest.popFirst() ?? [] }
    }

    /// Stops the thread; texts that wait and later ones fail with `closed`.
    package func close() { thread.close() }
}
