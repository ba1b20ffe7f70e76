package import Outbound

/// An OpenAI-compatible endpoint, and how to talk to it.
package struct EndpointSettings: Sendable {
    /// How the key is shown.
    package enum Authentication: String, Sendable, Hashable, CaseIterable {
        case bearer
        case apiKey = "api-key"
        case xAPIKey = "x-api-key"
        case none
    }

    /// Which field bounds the answer: OpenAI's newer models know only the second, others only the first.
    package enum TokenField: String, Sendable, Hashable, CaseIterable {
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
    }

    package let address: EndpointAddress
    package let model: String
    package let key: APIKey?
    package var authentication = Authentication.bearer
    package var tokenField = TokenField.maxTokens
    /// Some models take no temperature but their own.
    package var sendsTemperature = true
    /// Asks for the count of tokens; some servers refuse the field.
    package var sendsStreamOptions = true
    /// Asks how likely each token was; servers that do not know the field may refuse the request.
    package var asksForLikelihoods = false
    /// Sent with every request. They may hold secrets: nothing shows them.
    package let headers: [OutboundHeader]
    package var deadlines = EndpointDeadlines()
    package var limits = EndpointLimits()
    /// What becomes placeholders in all that is sent.
    package var hides = Set(PersonalData.Kind.allCases)
    package var caFile: String?
    package var proxy: String?

    package init(
        address: EndpointAddress, model: String, key: APIKey? = nil, headers: [OutboundHeader] = []
    ) throws(Flaw) {
        guard !model.isEmpty, model.utf8.count <= Self.modelBytesMax,
            model.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw .model }
        guard headers.allSatisfy({ $0.isWellFormed && !Self.reserved.contains($0.name.lowercased()) }) else {
            throw .header
        }
        self.address = address
        self.model = model
        self.key = key
        self.headers = headers
    }

    /// The same endpoint, asked for another of its models.
    package func of(model name: String) throws(Flaw) -> EndpointSettings {
        var other = try EndpointSettings(address: address, model: name, key: key, headers: headers)
        (other.authentication, other.caFile, other.proxy) = (authentication, caFile, proxy)
        (other.deadlines, other.limits, other.hides) = (deadlines, limits, hides)
        return other
    }

    private static let modelBytesMax = 256
    private static let reserved: Set<String> = [
        "authorization", "api-key", "x-api-key", "content-type", "content-length", "transfer-encoding",
        "host",
        "accept", "accept-encoding", "connection", "expect",
    ]

    /// Of the client that carries the requests.
    package var outbound: OutboundSettings {
        OutboundSettings(
            transfersMax: limits.requestsMax, waitingMax: limits.waitingMax, caFile: caFile, proxy: proxy)
    }

    var keyHeader: OutboundHeader? {
        guard let key else { return nil }
        return switch authentication {
        case .bearer: OutboundHeader("Authorization", "Bearer \(key.text)")
        case .apiKey, .xAPIKey: OutboundHeader(authentication.rawValue, key.text)
        case .none: nil
        }
    }
}

extension EndpointSettings: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(address.host) \(model)" }
    package var customMirror: Mirror { Mirror(self, children: ["host": address.host, "model": model]) }
}

/// How long an answer may take. All are kept by us, on a clock that only goes forward.
package struct EndpointDeadlines: Sendable, Hashable {
    /// For one of the places of `EndpointLimits.requestsMax`.
    package var queueMillisecondsMax = 5_000
    package var connectMillisecondsMax = 4_000
    /// From the connection's beginning to the first piece of text. A retry is begun only when this much time
    /// is left of the total.
    package var firstTokenMillisecondsMax = 10_000
    /// What a server sends to keep a connection alive does not count.
    package var betweenTokensMillisecondsMax = 5_000
    /// From the question to the end, waiting and retries included.
    package var totalMillisecondsMax = 18_000
    /// For `[DONE]` and the count of tokens after the answer is complete. Nothing fails when it is over.
    package var afterEndMillisecondsMax = 1_000
    package var probeMillisecondsMax = 3_000

    package init() {}
}

/// How much of it there may be.
package struct EndpointLimits: Sendable, Hashable {
    /// Answers at a time; more wait for a place.
    package var requestsMax = 8
    package var waitingMax = 64
    /// Of one response, as it comes: some servers wrap every word into 500 bytes.
    package var responseBytesMax = 4 << 20
    /// Beside the first try.
    package var retriesMax = 2
    /// A server that wants to be left alone for longer is not asked again for this question.
    package var retryAfterMillisecondsMax = 8_000
    /// Questions in a row that failed before the endpoint is left alone.
    package var failuresInARowMax = 5
    package var restMilliseconds = 15_000

    package init() {}
}
