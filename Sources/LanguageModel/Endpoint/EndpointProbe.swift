import FoundationEssentials
import Outbound

/// What a look at an endpoint shows, for `baton doctor`.
package enum EndpointHealth: Sendable, Hashable {
    case ready
    /// It lists its models, and ours is not among them.
    case modelMissing
    case unauthorized
    case notFound
    case unreachable
    /// TLS failed.
    case untrusted
    case late
    /// Something answers, but not as an endpoint does.
    case strange(status: Int)

    /// One sentence, with what to do.
    package var sentence: String {
        switch self {
        case .ready: "The model's endpoint answers."
        case .modelMissing:
            "The model's endpoint answers, but does not list the configured model: check the model's name."
        case .unauthorized: "The model's endpoint does not accept the key: check the key and how it is sent."
        case .notFound:
            "Something answers at the model's address, but there is no list of models: "
                + "check the address, which often ends with /v1."
        case .unreachable:
            "Nothing answers at the model's address: check the address and that the server runs."
        case .untrusted:
            "TLS with the model's endpoint failed: check its certificate, or name a CA file in the settings."
        case .late: "The model's endpoint did not answer in time."
        case .strange(let status):
            "What answers at the model's address (status \(status)) does not look like an endpoint: "
                + "check the address."
        }
    }

    package var isReady: Bool { self == .ready }
}

extension EndpointModel {
    /// Of a list of models, which is long at some providers.
    private static let listBytesMax = 8 << 20

    /// Asks for the list of models: costs no tokens, and shows address, key and model at once.
    package func probe() async -> EndpointHealth {
        let limit = settings.deadlines.probeMillisecondsMax
        let request = OutboundRequest(
            .get, settings.address.url("/models"), headers: headers,
            deadlines: OutboundDeadlines(connectMillisecondsMax: limit, totalMillisecondsMax: limit),
            bodyBytesMax: Self.listBytesMax)
        var (status, body): (Int, [UInt8]) = (0, [])
        do {
            for try await event in client.stream(request) {
                switch event {
                case .head(let head): status = head.status
                case .bytes(let bytes): body += bytes
                }
            }
        } catch {
            return EndpointHealth(error as? OutboundFailure, status: status)
        }
        return EndpointHealth(status: status, body: body, model: settings.model)
    }
}

extension EndpointHealth {
    fileprivate init(_ failure: OutboundFailure?, status: Int) {
        self =
            switch failure?.kind {
            case .untrusted: .untrusted
            case .late(.connect), .unreachable: .unreachable
            case .late: .late
            case .malformed, .tooLarge, .disconnected: .strange(status: status)
            case .invalid, .busy, .closed, .mail, .privateAddress, nil: .unreachable
            }
    }

    init(status: Int, body: [UInt8], model: String) {
        switch status {
        case 200:
            guard let list = try? JSONDecoder().decode(ModelList.self, from: Data(body)) else {
                self = .strange(status: status)
                return
            }
            self = list.names(model) ? .ready : .modelMissing
        case 401, 403: self = .unauthorized
        case 404, 405, 501: self = .notFound
        default: self = .strange(status: status)
        }
    }
}

private struct ModelList: Decodable {
    struct Entry: Decodable {
        let id: String
    }

    let data: [Entry]

    /// An empty list names none, and says nothing. Ollama adds a tag: "llama3:latest".
    func names(_ model: String) -> Bool {
        data.isEmpty || data.contains { $0.id == model || $0.id.hasPrefix(model + ":") }
    }
}
