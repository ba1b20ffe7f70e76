import FoundationEssentials
package import Outbound
import Synchronization

/// One step of a look at an endpoint, for the page on which its settings are entered.
package struct TrialStep: Sendable, Hashable {
    package let name: String
    package let isGood: Bool
    /// What was found, or what to do. May hold what the server said, never the key.
    package let detail: String
    package let milliseconds: Int

    package init(_ name: String, isGood: Bool, _ detail: String, milliseconds: Int = 0) {
        self.name = name
        self.isGood = isGood
        self.detail = detail
        self.milliseconds = milliseconds
    }
}

/// Tries an endpoint as an administrator would: is it there, does it take the key, has it the model, does it
/// answer?
package struct EndpointTrial: Sendable {
    /// The longest wait for the list of models.
    static let listMilliseconds = 5_000
    static let listBytesMax = 8 << 20
    /// A model that has to be loaded first takes its time.
    static let answerMilliseconds = 30_000
    static let answerTokensMax = 16
    static let namesMax = 5
    static let nameCharactersMax = 60

    private let settings: EndpointSettings
    private let client: OutboundClient
    private let time = MonotonicTime.system()

    package init(_ settings: EndpointSettings, client: OutboundClient) {
        var patient = settings
        patient.limits.retriesMax = 0
        patient.deadlines.totalMillisecondsMax = Self.answerMilliseconds
        patient.deadlines.firstTokenMillisecondsMax = Self.answerMilliseconds
        self.settings = patient
        self.client = client
    }

    /// Ends with the first step that is not good.
    package func run() async -> [TrialStep] {
        var steps = await listing()
        guard steps.allSatisfy(\.isGood) else { return steps }
        steps.append(await answer())
        return steps
    }

    private func listing() async -> [TrialStep] {
        let begun = time.now()
        let headers =
            [OutboundHeader("User-Agent", "baton")] + settings.headers
            + [settings.keyHeader].compactMap(\.self)
        let request = OutboundRequest(
            .get, settings.address.url("/models"), headers: headers,
            deadlines: OutboundDeadlines(
                connectMillisecondsMax: settings.deadlines.connectMillisecondsMax,
                totalMillisecondsMax: Self.listMilliseconds), bodyBytesMax: Self.listBytesMax)
        var (status, body): (Int, [UInt8]) = (0, [])
        do {
            for try await event in client.stream(request) {
                switch event {
                case .head(let head): status = head.status
                case .bytes(let bytes): body += bytes
                }
            }
        } catch {
            let words = (error as? OutboundFailure).map { $0.advice(for: settings.address) }
            let detail = words ?? "The connection failed."
            return [TrialStep("connection", isGood: false, detail, milliseconds: since(begun))]
        }
        let connected = TrialStep(
            "connection", isGood: true, "\(settings.address.host) answers.", milliseconds: since(begun))
        return [connected] + judged(status, body)
    }

    /// A server without a list of models may answer all the same: then the answer tells.
    private func judged(_ status: Int, _ body: [UInt8]) -> [TrialStep] {
        switch status {
        case 401, 403:
            let detail =
                settings.key == nil
                ? "The server wants a key (status \(status)): enter it."
                : "The server does not accept the key (status \(status)): check the key and how it is sent."
            return [TrialStep("key", isGood: false, detail)]
        case 200:
            guard let names = try? JSONDecoder().decode(Names.self, from: Data(body)) else {
                return [
                    TrialStep(
                        "model", isGood: false,
                        "Something answers, but not as a model's server does: check the address, which often "
                            + "ends with /v1.")
                ]
            }
            return [TrialStep("key", isGood: true, "The key is accepted, or none is needed."), has(names)]
        case 300..<400:
            return [
                TrialStep(
                    "model", isGood: false,
                    "The server sends elsewhere (status \(status)): enter the address that it sends to.")
            ]
        default: return []
        }
    }

    private func has(_ names: Names) -> TrialStep {
        let ids = names.data.map(\.id)
        let name = settings.model
        if ids.isEmpty || ids.contains(where: { $0 == name || $0.hasPrefix(name + ":") }) {
            return TrialStep("model", isGood: true, "The server knows \(settings.model).")
        }
        let known = ids.prefix(Self.namesMax).map { String($0.prefix(Self.nameCharactersMax)) }
        let more = ids.count > Self.namesMax ? ", ..." : ""
        return TrialStep(
            "model", isGood: false,
            "The server does not know \(settings.model). It has: \(known.joined(separator: ", "))\(more).")
    }

    private struct Names: Decodable {
        struct Entry: Decodable {
            let id: String
        }

        let data: [Entry]
    }

    private func answer() async -> TrialStep {
        let begun = time.now()
        let notice = Mutex<EndpointNotice?>(nil)
        let model = EndpointModel(settings, client: client, report: { said in notice.withLock { $0 = said } })
        let request = ChatRequest(
            messages: [ChatMessage(.user, "Say hello in one word.")], tokensMax: Self.answerTokensMax)
        do {
            var text = ""
            for try await event in model.stream(request) {
                if case .text(let piece) = event { text += piece }
            }
            return TrialStep(
                "answer", isGood: true, "It answered: \(text.prefix(Self.nameCharactersMax))",
                milliseconds: since(begun))
        } catch {
            let failure = error as? ModelFailure ?? .broken
            let said = notice.withLock { $0 }
            let detail = [failure.advice, said?.saidByServer].compactMap(\.self).joined(separator: " ")
            return TrialStep("answer", isGood: false, detail, milliseconds: since(begun))
        }
    }

    private func since(_ begun: Duration) -> Int { (time.now() - begun).wholeMilliseconds }
}

extension EndpointNotice {
    /// In quotes, since anybody may say anything.
    fileprivate var saidByServer: String? {
        status == nil || detail.isEmpty ? nil : "It says: \"\(detail)\" (status \(status ?? 0))."
    }
}

extension ModelFailure {
    /// What an administrator does about it.
    fileprivate var advice: String {
        switch self {
        case .unreachable: "The server could not be reached for the answer: try again."
        case .busy: "Too many questions are waiting at the model already: try again."
        case .resting: "The model is left alone after many failures: try again in a while."
        case .late: "The answer did not come in time: a smaller model or a faster machine helps."
        case .unauthorized: "The server does not accept the key: check the key and how it is sent."
        case .rejected:
            "The server does not accept the question: check the model's name, the length field and the "
                + "temperature setting."
        case .exhausted: "The account is used up, or asked too often: look at it at the provider's."
        case .broken: "The server has a problem of its own: look at its log."
        case .truncated: "The answer broke off: look at the server's log."
        case .unreadable: "What came is no answer in the OpenAI chat format: check the address."
        }
    }
}

extension OutboundFailure {
    /// libcurl's own numbers, which say more than our kinds.
    fileprivate func advice(for address: EndpointAddress) -> String {
        let host = address.host
        switch (kind, curlCode) {
        case (_, 5): return "The proxy's name is not known: check model_proxy."
        case (_, 6): return "There is no host \(host) in the network's name service: check its spelling."
        case (_, 7):
            return "\(host) refuses connections: check the port, and that the model's server runs."
        case (.late(.connect), _):
            return "\(host) could not be connected to in time: check the address and the firewall."
        case (.untrusted, 60):
            return "The certificate of \(host) is not trusted: name its authority in model_ca_file."
        case (.untrusted, _):
            return "TLS with \(host) failed: check whether the address begins with http or https."
        case (.late, _): return "\(host) is connected, but does not answer in time."
        case (.malformed, _): return "What \(host) answers is not HTTP: check the port."
        case (.tooLarge, _): return "\(host) answers more than a list of models can be: check the address."
        case (.disconnected, _):
            return "\(host) breaks the connection off: check whether the address begins with http or https."
        default: return description.prefix(1).uppercased() + description.dropFirst() + "."
        }
    }
}
