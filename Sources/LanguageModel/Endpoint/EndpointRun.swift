import Outbound

/// One question to an endpoint, with its tries. Made for one reader, who pulls event by event.
///
/// Every request leaves through here, so this is where personal data is taken out of it, and put back into
/// what comes.
actor EndpointRun {
    /// With placeholders for personal data.
    private let request: ChatRequest
    private let model: EndpointModel
    private var restorer: Restorer
    /// Given out once the text that was held back is.
    private var ending: ChatEnding?
    private let start: Duration
    private var pass: CircuitBreaker.Pass?
    private var transfer: OutboundTransfer?
    private var decoder: ChatStreamDecoder?
    private var steps: ArraySlice<ChatStreamDecoder.Step> = []
    private var tries = 0
    private var hasText = false
    /// Text came since the deadline between tokens was set.
    private var hasNews = false
    /// Only the end of the response is waited for.
    private var isWaitingForEnd = false
    private var isOver = false

    /// How long the end of a response may take so that its connection can be used again.
    private static let drainMilliseconds = 1_000

    init(_ request: ChatRequest, _ model: EndpointModel) {
        let (redacted, placeholders) = request.redacted(model.settings.hides)
        self.request = redacted
        restorer = placeholders.restorer
        self.model = model
        start = model.time.now()
    }

    deinit {
        // The reader left early, which says nothing of the endpoint.
        if let pass { model.record(.abandoned, of: pass) }
    }

    /// The next event, `nil` after the last. Throws a `ModelFailure`, or `CancellationError` to a task that
    /// was cancelled.
    func next() async throws -> ChatEvent? {
        guard !isOver else { return nil }
        do {
            if pass == nil { pass = try model.admit() }
            while true {
                if let ending {
                    end(.answered)
                    return .ended(ending)
                }
                guard let step = steps.popFirst() else {
                    try await advance()
                    continue
                }
                switch step {
                case .text(let text):
                    hasText = true
                    let restored = restorer.read(text)
                    if !restored.isEmpty { return .text(restored) }
                case .likelihood(let likelihood): return .likelihood(likelihood)
                case .ended(let ending):
                    transfer?.drain(withinMilliseconds: Self.drainMilliseconds)
                    self.ending = ending
                    let rest = restorer.finish()
                    if !rest.isEmpty { return .text(rest) }
                case .failed(let fault): try await tryAgain(after: fault)
                }
            }
        } catch let fault as EndpointFault {
            end(fault.failure.outcome)
            throw fault.failure
        } catch {
            end(.abandoned)
            throw error
        }
    }

    /// Takes what came next.
    private func advance() async throws {
        let transfer = try begun()
        expectProgress(of: transfer)
        do {
            switch try await transfer.next() {
            case .head(let head):
                decoder = ChatStreamDecoder(
                    status: head.status, contentType: head["content-type"], hint: RetryHint(head))
            case .bytes(let bytes):
                steps = decoder?.receive(bytes)[...] ?? []
                // While there is text to hand on, the time is the reader's and not the server's.
                hasNews = hasNews || !steps.isEmpty
                if hasNews { transfer.expectProgress(withinMilliseconds: nil) }
            case nil: steps = decoder?.finish()[...] ?? []
            }
        } catch let failure as OutboundFailure {
            steps = decoder?.giveUp()?[...] ?? [.failed(EndpointFault(failure, hasText: hasText))]
        }
    }

    /// Sets the deadline for the next bytes that mean something. For the first of them it runs already.
    private func expectProgress(of transfer: OutboundTransfer) {
        let deadlines = model.settings.deadlines
        if decoder?.isSettled == true, !isWaitingForEnd {
            isWaitingForEnd = true
            transfer.expectProgress(withinMilliseconds: deadlines.afterEndMillisecondsMax)
        } else if hasNews {
            transfer.expectProgress(withinMilliseconds: deadlines.betweenTokensMillisecondsMax)
        }
        hasNews = false
    }

    /// The transfer of this try, which begins with the first look.
    private func begun() throws -> OutboundTransfer {
        if let transfer { return transfer }
        tries += 1
        let begun = model.client.open(
            try model.outboundRequest(request, elapsed: model.time.now() - start))
        transfer = begun
        return begun
    }

    /// Waits for the next try, or throws the fault when there is none.
    private func tryAgain(after fault: EndpointFault) async throws {
        (transfer, decoder, isWaitingForEnd) = (nil, nil, false)
        guard let wait = model.wait(after: fault, hasText: hasText, tries: tries, since: start) else {
            throw fault
        }
        try await model.time.sleep(.milliseconds(wait))
    }

    private func end(_ outcome: CircuitBreaker.Outcome) {
        if let pass { model.record(outcome, of: pass) }
        (pass, transfer, decoder, isOver) = (nil, nil, nil, true)
    }
}

extension ModelFailure {
    /// What it says of the endpoint's health.
    fileprivate var outcome: CircuitBreaker.Outcome {
        switch self {
        case .unauthorized, .rejected: .answered
        case .busy, .resting: .abandoned
        case .unreachable, .late, .exhausted, .broken, .truncated, .unreadable: .failed
        }
    }
}
