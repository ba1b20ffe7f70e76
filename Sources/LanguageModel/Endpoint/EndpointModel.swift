package import Outbound
import Synchronization

/// A model behind an OpenAI-compatible endpoint.
package final class EndpointModel: ChatModel {
    let settings: EndpointSettings
    let client: OutboundClient
    let time: MonotonicTime
    private let random: @Sendable () -> Double
    private let report: @Sendable (EndpointNotice) -> Void
    private let breaker: Mutex<CircuitBreaker>

    /// - Parameters:
    ///   - client: made with `EndpointSettings.outbound`, for this endpoint alone: its places and its queue
    ///     are the model's.
    ///   - random: 0..<1, so that many clients do not try again at the same moment.
    ///   - report: hears of each try that failed.
    package init(
        _ settings: EndpointSettings, client: OutboundClient, time: MonotonicTime = .system(),
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        report: @escaping @Sendable (EndpointNotice) -> Void = { _ in }
    ) {
        self.settings = settings
        self.client = client
        self.time = time
        self.random = random
        self.report = report
        breaker = Mutex(
            CircuitBreaker(
                failuresInARowMax: settings.limits.failuresInARowMax,
                restMilliseconds: settings.limits.restMilliseconds))
    }

    package var name: String { "\(settings.address.host)/\(settings.model)" }

    /// The request leaves when the first event is asked for; the total deadline counts from this call.
    package func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let run = EndpointRun(request, self)
        return AsyncThrowingStream { try await run.next() }
    }

    // MARK: What a run needs

    func admit() throws -> CircuitBreaker.Pass {
        guard let pass = breaker.withLock({ $0.admit(at: time.now()) }) else { throw ModelFailure.resting }
        return pass
    }

    func record(_ outcome: CircuitBreaker.Outcome, of pass: CircuitBreaker.Pass) {
        breaker.withLock { $0.record(outcome, of: pass, at: time.now()) }
    }

    /// How long to wait before the next try, `nil` when this was the last.
    func wait(after fault: EndpointFault, hasText: Bool, tries: Int, since start: Duration) -> Int? {
        let policy = RetryPolicy(limits: settings.limits, deadlines: settings.deadlines)
        let wait =
            hasText
            ? nil
            : policy.wait(
                after: fault, tries: tries, elapsedMilliseconds: (time.now() - start).wholeMilliseconds,
                random: random())
        report(EndpointNotice(fault, attempt: tries, retryMilliseconds: wait, key: settings.key))
        return wait
    }

    /// - Parameter elapsed: of the total deadline.
    func outboundRequest(_ request: ChatRequest, elapsed: Duration) throws -> OutboundRequest {
        guard let body = try? ChatBody(request, settings).bytes else {
            throw EndpointFault(.rejected, "the request cannot be written as JSON")
        }
        let deadlines = settings.deadlines
        return OutboundRequest(
            .post, settings.address.url("/chat/completions"),
            headers: headers + [
                OutboundHeader("Content-Type", "application/json"),
                OutboundHeader("Accept", "text/event-stream"),
            ],
            body: body,
            deadlines: OutboundDeadlines(
                queueMillisecondsMax: deadlines.queueMillisecondsMax,
                connectMillisecondsMax: deadlines.connectMillisecondsMax,
                progressMillisecondsMax: deadlines.firstTokenMillisecondsMax,
                totalMillisecondsMax: deadlines.totalMillisecondsMax - elapsed.wholeMilliseconds),
            bodyBytesMax: settings.limits.responseBytesMax)
    }

    var headers: [OutboundHeader] {
        [OutboundHeader("User-Agent", "baton")] + settings.headers + [settings.keyHeader].compactMap(\.self)
    }
}
