import Embedding
import Outbound
import Synchronization

/// Requests for vectors with their tries, and the rest that an endpoint is given which keeps failing.
final class EmbeddingRequests: Sendable {
    let settings: EndpointSettings
    private let client: OutboundClient
    private let time: MonotonicTime
    private let random: @Sendable () -> Double
    private let report: @Sendable (EndpointNotice) -> Void
    private let breaker: Mutex<CircuitBreaker>
    /// Numbers instead of texts, once a server has refused texts.
    private let wantsNumbers = Atomic(false)

    init(
        _ settings: EndpointSettings, client: OutboundClient, time: MonotonicTime,
        random: @escaping @Sendable () -> Double, report: @escaping @Sendable (EndpointNotice) -> Void
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

    /// One request's worth of texts. A question is not tried again: it is searched by words instead.
    func vectors(
        of texts: [String], dimensions: Int?, isUrgent: Bool
    ) async throws(EmbeddingFailure) -> [[Float]] {
        guard !texts.isEmpty else { return [] }
        guard let pass = breaker.withLock({ $0.admit(at: time.now()) }) else { throw .endpoint(.resting) }
        do {
            let body = try await bytes(for: texts, isUrgent: isUrgent)
            let vectors = try EmbeddingsAnswer.vectors(body, count: texts.count, dimensions: dimensions)
            record(.answered, pass)
            return vectors
        } catch let fault as EndpointFault {
            record(fault.failure.isRefusal ? .answered : .failed, pass)
            throw .endpoint(EmbeddingFailure.Fault(fault.failure))
        } catch let failure as EmbeddingFailure {
            record(.failed, pass)
            throw failure
        } catch {
            record(.abandoned, pass)
            throw .cancelled
        }
    }

    private func record(_ outcome: CircuitBreaker.Outcome, _ pass: CircuitBreaker.Pass) {
        breaker.withLock { $0.record(outcome, of: pass, at: time.now()) }
    }

    private func bytes(for texts: [String], isUrgent: Bool) async throws -> [UInt8] {
        let (start, policy) = (time.now(), policy(isUrgent))
        var tries = 0
        while true {
            tries += 1
            let asksForNumbers = wantsNumbers.load(ordering: .relaxed)
            let elapsed = (time.now() - start).wholeMilliseconds
            do {
                return try await ask(
                    texts, asksForNumbers ? .float : .base64,
                    milliseconds: policy.deadlines.totalMillisecondsMax - elapsed, policy.deadlines)
            } catch let fault as EndpointFault {
                // Some servers know one of the two formats alone, and say no more than "bad request".
                if !asksForNumbers, fault.status == 400 || fault.status == 422 {
                    wantsNumbers.store(true, ordering: .relaxed)
                    continue
                }
                let wait = policy.wait(
                    after: fault, tries: tries, elapsedMilliseconds: (time.now() - start).wholeMilliseconds,
                    random: random())
                report(EndpointNotice(fault, attempt: tries, retryMilliseconds: wait, key: settings.key))
                guard let wait else { throw fault }
                try await time.sleep(.milliseconds(wait))
            }
        }
    }

    private func policy(_ isUrgent: Bool) -> RetryPolicy {
        var (limits, deadlines) = (settings.limits, settings.deadlines)
        if isUrgent { limits.retriesMax = 0 }
        let total =
            isUrgent ? EndpointEmbedder.questionMillisecondsMax : EndpointEmbedder.batchMillisecondsMax
        deadlines.firstTokenMillisecondsMax = min(EndpointEmbedder.tryMillisecondsMax, total)
        deadlines.totalMillisecondsMax = total
        deadlines.queueMillisecondsMax = min(deadlines.queueMillisecondsMax, total)
        deadlines.connectMillisecondsMax = min(deadlines.connectMillisecondsMax, total)
        return RetryPolicy(limits: limits, deadlines: deadlines)
    }

    private func ask(
        _ texts: [String], _ format: EmbeddingsBody.Format, milliseconds: Int, _ deadlines: EndpointDeadlines
    ) async throws -> [UInt8] {
        // Numbers of the visitors say nothing of what a question means, and leave as placeholders.
        var placeholders = Placeholders(for: texts, kinds: settings.hides)
        let sent = texts.map { placeholders.redact(EndpointEmbedder.sent($0)) }
        let body = EmbeddingsBody(model: settings.model, input: sent, format: format)
        guard let bytes = try? body.bytes else {
            throw EndpointFault(.rejected, "the request cannot be written as JSON")
        }
        let request = OutboundRequest(
            .post, settings.address.url("/embeddings"),
            headers: [OutboundHeader("User-Agent", "baton")] + settings.headers
                + [settings.keyHeader].compactMap(\.self)
                + [OutboundHeader("Content-Type", "application/json")],
            body: bytes,
            deadlines: OutboundDeadlines(
                queueMillisecondsMax: deadlines.queueMillisecondsMax,
                connectMillisecondsMax: deadlines.connectMillisecondsMax,
                totalMillisecondsMax: min(milliseconds, deadlines.firstTokenMillisecondsMax)),
            bodyBytesMax: EndpointEmbedder.responseBytesMax)
        return try await answer(to: request)
    }

    private func answer(to request: OutboundRequest) async throws -> [UInt8] {
        var (head, body): (OutboundHead?, [UInt8]) = (nil, [])
        do {
            for try await event in client.stream(request) {
                switch event {
                case .head(let begun): head = begun
                case .bytes(let bytes): body += bytes
                }
            }
        } catch let failure as OutboundFailure {
            throw EndpointFault(failure, hasText: false)
        }
        guard let head else { throw EndpointFault(.unreadable) }
        guard head.status == 200 else {
            throw EndpointFault(status: head.status, error: WireError(body), hint: RetryHint(head))
        }
        return body
    }
}

extension ModelFailure {
    /// The endpoint is well, and does not want this request.
    fileprivate var isRefusal: Bool { self == .unauthorized || self == .rejected }
}

extension EmbeddingFailure.Fault {
    fileprivate init(_ failure: ModelFailure) {
        self =
            switch failure {
            case .unreachable: .unreachable
            case .busy, .resting: .resting
            case .late: .late
            case .unauthorized: .unauthorized
            case .rejected: .rejected
            case .exhausted: .exhausted
            case .broken, .truncated: .broken
            case .unreadable: .unreadable
            }
    }
}
