/// From a response's bytes to what a model said: a state machine that knows the dialects of
/// OpenAI-compatible servers, and that a status of 200 promises nothing.
struct ChatStreamDecoder {
    enum Step {
        case text(String)
        case likelihood(TokenLikelihood)
        case ended(ChatEnding)
        case failed(EndpointFault)
    }

    private enum Mode {
        /// Nothing but white space has come.
        case undecided
        case events
        /// JSON as a whole: an error, or an answer of a server that does not stream.
        case document
        case over
    }

    /// Of an error's body; the rest is not waited for.
    static let errorBytesMax = 64 << 10

    private let status: Int
    private let contentType: String
    private let hint: RetryHint
    private var mode = Mode.undecided
    private var events = ServerSentEvents()
    private var document: [UInt8] = []
    private var usage: ChatChunk.Usage?
    private var reason: ChatEnding.Reason?
    private(set) var hasText = false

    init(status: Int, contentType: String?, hint: RetryHint = RetryHint()) {
        self.status = status
        self.contentType = contentType?.lowercased() ?? ""
        self.hint = hint
        if !isSuccess { mode = .document }
    }

    var isSuccess: Bool { (200...299).contains(status) }

    /// All that matters has come: the answer is complete, or the status says that there will be none.
    var isSettled: Bool { reason != nil || !isSuccess }

    /// What these bytes bring. After `ended` or `failed` nothing more comes.
    mutating func receive(_ bytes: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var rest = bytes[...]
        if case .undecided = mode {
            rest = rest.drop { Self.white.contains($0) }
            if let first = rest.first, let step = decide(first) { return end(step) }
        }
        switch mode {
        case .document:
            document += rest
            if !isSuccess, document.count > Self.errorBytesMax { return end(refusal(of: [])) }
        case .events:
            for byte in rest {
                steps += receive(byte)
                if case .over = mode { break }
            }
        case .undecided, .over: break
        }
        return steps
    }

    /// The response is at its regular end.
    mutating func finish() -> [Step] {
        switch mode {
        case .over: return []
        case .undecided: return end(.failed(EndpointFault(.unreadable, "an empty answer")))
        case .document: return finishDocument()
        case .events:
            let steps = events.finish().flatMap { receive($0, isCut: true) }
            if case .over = mode { return steps }
            return steps + end(conclusion())
        }
    }

    /// The response broke off or took too long: what can be said all the same, `nil` for nothing.
    mutating func giveUp() -> [Step]? {
        if case .over = mode { return nil }
        if !isSuccess { return end(refusal(of: document)) }
        return reason == nil ? nil : end(conclusion())
    }

    private static let white = Set([0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF] as [UInt8])

    /// What the first byte shows: servers send JSON as `text/event-stream` and events as anything.
    private mutating func decide(_ first: UInt8) -> Step? {
        if contentType.hasPrefix("application/x-ndjson") { return .failed(Self.ollama) }
        if contentType.hasPrefix("text/html") || first == UInt8(ascii: "<") {
            return .failed(EndpointFault(.unreadable, "a page in HTML"))
        }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        mode = isJSON ? .document : .events
        return nil
    }

    private static var ollama: EndpointFault {
        EndpointFault(.unreadable, "Ollama's own protocol: let the address end with /v1")
    }

    private mutating func end(_ step: Step) -> [Step] {
        mode = .over
        return [step]
    }

    // MARK: Events

    private mutating func receive(_ byte: UInt8) -> [Step] {
        do {
            return try events.receive(byte).map { receive($0, isCut: false) } ?? []
        } catch {
            return end(.failed(EndpointFault(.unreadable, "an event that is too long")))
        }
    }

    /// - Parameter isCut: the stream ended within it.
    private mutating func receive(_ item: ServerSentEvents.Item, isCut: Bool) -> [Step] {
        if case .over = mode { return [] }
        let (name, data): (String?, [UInt8])
        switch item {
        case .event(let event, let bytes): (name, data) = (event, bytes)
        case .stray(let line):
            // Of the lines that the standard does not know, two matter: `error: {...}` and bare JSON.
            if line.starts(with: Self.errorField) {
                (name, data) = ("error", Array(line.dropFirst(Self.errorField.count)))
            } else if line.first == UInt8(ascii: "{") {
                (name, data) = (nil, line)
            } else {
                return []
            }
        }
        if data == Self.done { return end(conclusion()) }
        if name == "error" { return end(complaint(ChatChunk(data)?.error ?? WireError(data))) }
        guard let chunk = ChatChunk(data) else {
            return isCut ? [] : end(.failed(EndpointFault(.unreadable, "an event that is no JSON")))
        }
        return receive(chunk)
    }

    private static let errorField = Array("error:".utf8)
    private static let done = Array("[DONE]".utf8)

    private mutating func receive(_ chunk: ChatChunk) -> [Step] {
        if let error = chunk.error { return end(complaint(error)) }
        if chunk.isOllama { return end(.failed(Self.ollama)) }
        usage = chunk.usage ?? usage
        // Only the first of several answers: nobody asked for more.
        guard reason == nil, let choice = chunk.choices?.first(where: { $0.index ?? 0 == 0 }) else {
            return []
        }
        var steps: [Step] = []
        if let text = choice.delta?.content ?? choice.message?.content, !text.isEmpty {
            hasText = true
            steps.append(.text(text))
            // Behind it: a sentence is known to be complete when the text behind it comes.
            if let likelihood = TokenLikelihood(choice.logprobs?.logs ?? []) {
                steps.append(.likelihood(likelihood))
            }
        }
        if let name = choice.finishReason, !name.isEmpty {
            reason = ChatEnding.Reason(rawValue: name) ?? .other
        }
        return steps
    }

    // MARK: Ends

    private mutating func finishDocument() -> [Step] {
        guard isSuccess else { return end(refusal(of: document)) }
        // A second line is an event that came after an error, or the next of Ollama's.
        let first = Array(document.prefix { $0 != 0x0A })
        guard let chunk = ChatChunk(document) ?? ChatChunk(first) else {
            return end(.failed(EndpointFault(.unreadable, "a document that is no chat completion")))
        }
        let steps = receive(chunk)
        if case .over = mode { return steps }
        return steps + end(conclusion())
    }

    /// At `[DONE]`, or at the end without it: only a reason makes an answer complete.
    private func conclusion() -> Step {
        if let reason {
            return .ended(
                ChatEnding(
                    reason: reason, promptTokens: usage?.promptTokens, answerTokens: usage?.answerTokens))
        }
        guard hasText else { return .failed(EndpointFault(.unreadable, "an answer with nothing in it")) }
        return .failed(EndpointFault(.truncated, "an answer without its end"))
    }

    /// An error after a status of 200.
    private func complaint(_ error: WireError) -> Step {
        .failed(EndpointFault(status: error.status, error: error, hint: RetryHint()))
    }

    private func refusal(of body: [UInt8]) -> Step {
        .failed(EndpointFault(status: status, error: ChatChunk(body)?.error, hint: hint))
    }
}
