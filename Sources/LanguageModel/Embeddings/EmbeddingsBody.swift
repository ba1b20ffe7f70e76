import FoundationEssentials

/// The body of a request for vectors.
struct EmbeddingsBody: Encodable {
    /// How the vectors come back. Texts take a third of the room of numbers, and some servers know numbers
    /// only.
    enum Format: String, Encodable {
        case base64
        case float
    }

    let model: String
    let input: [String]
    let format: Format

    enum CodingKeys: String, CodingKey {
        case model
        case input
        case format = "encoding_format"
    }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}
