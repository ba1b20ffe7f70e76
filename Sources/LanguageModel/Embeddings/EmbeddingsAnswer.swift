import Embedding
import FoundationEssentials

/// What an endpoint sends for a request for vectors, read strictly: a wrong vector would be searched for
/// ever.
struct EmbeddingsAnswer: Decodable {
    private struct Entry: Decodable {
        let index: Int?
        let vector: [Float]

        enum CodingKeys: String, CodingKey {
            case index
            case embedding
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            index = try fields.decodeIfPresent(Int.self, forKey: .index)
            if let text = try? fields.decode(String.self, forKey: .embedding) {
                vector = EmbeddingsAnswer.numbers(base64: text)
            } else {
                vector = try fields.decode([Float].self, forKey: .embedding)
            }
        }
    }

    private let data: [Entry]

    /// Unit vectors in the order of the texts.
    ///
    /// - Parameters:
    ///   - count: of the texts that were sent.
    ///   - dimensions: what each vector must have; `nil` as long as nobody knows.
    static func vectors(
        _ body: [UInt8], count: Int, dimensions: Int?
    ) throws(EmbeddingFailure) -> [[Float]] {
        guard let answer = try? JSONDecoder().decode(EmbeddingsAnswer.self, from: Data(body)) else {
            throw .endpoint(.unreadable)
        }
        guard answer.data.count == count, let size = answer.data.first?.vector.count else {
            throw .endpoint(.wrongCount)
        }
        var vectors = [[Float]](repeating: [], count: count)
        for (place, entry) in answer.data.enumerated() {
            let index = entry.index ?? place
            guard vectors.indices.contains(index), vectors[index].isEmpty else {
                throw .endpoint(.wrongCount)
            }
            guard entry.vector.count == dimensions ?? size,
                EndpointEmbedder.dimensionsRange.contains(entry.vector.count)
            else { throw .endpoint(.wrongSize) }
            vectors[index] = try unit(entry.vector)
        }
        return vectors
    }

    /// Of length 1. In double precision, since squares of large numbers leave the range of `Float`.
    private static func unit(_ vector: [Float]) throws(EmbeddingFailure) -> [Float] {
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length.isFinite, length > Double(Float.leastNormalMagnitude) else {
            throw .endpoint(.noDirection)
        }
        return vector.map { Float(Double($0) / length) }
    }

    /// 32-bit numbers, the lowest byte first; none for a text that holds no such numbers.
    private static func numbers(base64 text: String) -> [Float] {
        guard let bytes = Data(base64Encoded: text).map({ Array($0) }), bytes.count % 4 == 0 else {
            return []
        }
        return stride(from: 0, to: bytes.count, by: 4).map { place in
            let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
            return Float(bitPattern: pattern)
        }
    }
}
