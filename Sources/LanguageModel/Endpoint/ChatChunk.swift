import FoundationEssentials

/// A piece of a streamed chat completion, or a whole one, or an error: whatever comes, read leniently.
/// Reasoning, tool calls and all that is not named here is passed over.
struct ChatChunk: Decodable {
    struct Choice: Decodable {
        let index: Int?
        /// Of a streamed answer.
        let delta: Said?
        /// Of a whole one.
        let message: Said?
        let finishReason: String?
        let logprobs: Likelihoods?

        enum CodingKeys: String, CodingKey {
            case index
            case delta
            case message
            case logprobs
            case finishReason = "finish_reason"
        }
    }

    struct Said: Decodable {
        let content: String?
    }

    /// Of the tokens in this piece. Whatever else stands there is none, and not worth failing for.
    struct Likelihoods: Decodable {
        let logs: [Double]

        private enum CodingKeys: String, CodingKey {
            case content
        }

        private struct Token: Decodable {
            let logprob: Double
        }

        init(from decoder: any Decoder) {
            let fields = try? decoder.container(keyedBy: CodingKeys.self)
            logs = (try? fields?.decode([Token].self, forKey: .content))?.map(\.logprob) ?? []
        }
    }

    struct Usage: Decodable {
        let promptTokens: Int?
        let answerTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case answerTokens = "completion_tokens"
        }
    }

    let choices: [Choice]?
    let usage: Usage?
    let error: WireError?
    /// Ollama's own protocol, which is another one.
    let isOllama: Bool

    enum CodingKeys: String, CodingKey {
        case choices
        case usage
        case error
        case object
        case detail
        case done
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        choices = try fields.decodeIfPresent([Choice].self, forKey: .choices)
        // Not worth failing for.
        usage = try? fields.decodeIfPresent(Usage.self, forKey: .usage)
        isOllama = fields.contains(.done) && choices == nil
        let object = try? fields.decodeIfPresent(String.self, forKey: .object)
        if let error = try fields.decodeIfPresent(WireError.self, forKey: .error) {
            self.error = error
        } else if object == "error" {
            error = try WireError(from: decoder)
        } else if let detail = try? fields.decodeIfPresent(String.self, forKey: .detail) {
            error = WireError(message: detail)
        } else {
            error = nil
        }
    }

    /// `nil` when the bytes are no such thing. Invalid UTF-8 and halves of surrogate pairs are refused: a
    /// text that cannot be read cannot be checked either.
    init?(_ bytes: [UInt8]) {
        guard let chunk = try? JSONDecoder().decode(ChatChunk.self, from: Data(bytes)) else { return nil }
        self = chunk
    }
}

/// What a server says is wrong: an object or a mere text, its code a number or a text.
struct WireError: Decodable {
    private(set) var message: String?
    private(set) var type: String?
    private(set) var code: String?

    enum CodingKeys: String, CodingKey {
        case message
        case type
        case code
    }

    init(message: String) { self.message = message }

    /// An error without anything around it, as JSON or as text.
    init(_ bytes: [UInt8]) {
        self =
            (try? JSONDecoder().decode(WireError.self, from: Data(bytes)))
            ?? WireError(message: String(decoding: bytes, as: UTF8.self))
    }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            message = text
            return
        }
        guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else { return }
        message = try? fields.decodeIfPresent(String.self, forKey: .message)
        type = try? fields.decodeIfPresent(String.self, forKey: .type)
        let number = try? fields.decodeIfPresent(Int.self, forKey: .code)
        code = number.map(String.init) ?? (try? fields.decodeIfPresent(String.self, forKey: .code))
    }

    /// The account is used up: waiting does not help.
    var isUsedUp: Bool {
        [type, code].contains {
            $0.map(["insufficient_quota", "billing_hard_limit_reached"].contains) == true
        }
    }

    /// The status that this error would have had before the answer began.
    var status: Int {
        if let number = code.flatMap({ Int($0) }), (400...599).contains(number) { return number }
        let names = [type, code].compactMap { $0?.lowercased() }
        func named(_ parts: String...) -> Bool {
            names.contains { name in parts.contains { name.contains($0) } }
        }
        if named("invalid_request", "context", "badrequest", "not_found", "content_filter") { return 400 }
        if named("authentication", "permission", "invalid_api_key") { return 401 }
        return named("rate_limit", "insufficient_quota") ? 429 : 500
    }

    var detail: String { [type, code, message].compactMap(\.self).joined(separator: ": ") }
}
