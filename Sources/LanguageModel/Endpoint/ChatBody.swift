import FoundationEssentials

/// The body of a request: what nearly every server understands, and nothing else.
struct ChatBody: Encodable {
    private let request: ChatRequest
    private let settings: EndpointSettings

    init(_ request: ChatRequest, _ settings: EndpointSettings) {
        self.request = request
        self.settings = settings
    }

    private enum Field: String, CodingKey {
        case model
        case messages
        case stream
        case streamOptions = "stream_options"
        case temperature
        case logprobs
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
    }

    private struct Message: Encodable {
        let role: ChatMessage.Role
        let content: String
    }

    private struct StreamOptions: Encodable {
        let includeUsage = true

        enum CodingKeys: String, CodingKey {
            case includeUsage = "include_usage"
        }
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(settings.model, forKey: .model)
        let messages = request.messages.map { Message(role: $0.role, content: $0.text) }
        try fields.encode(messages, forKey: .messages)
        // Always: a server that is not streaming goes on to the end when its client has left.
        try fields.encode(true, forKey: .stream)
        if settings.sendsStreamOptions { try fields.encode(StreamOptions(), forKey: .streamOptions) }
        if settings.sendsTemperature { try fields.encode(request.temperature, forKey: .temperature) }
        // Of the tokens that are said, not of others that might have been.
        if settings.asksForLikelihoods { try fields.encode(true, forKey: .logprobs) }
        let tokens: Field = settings.tokenField == .maxTokens ? .maxTokens : .maxCompletionTokens
        try fields.encode(request.tokensMax, forKey: tokens)
    }

    /// Throws for a temperature that is no number.
    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            // The same question gives the same bytes.
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}
