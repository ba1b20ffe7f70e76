import BatonTesting
import Outbound

/// A scripted endpoint with a client that talks to it.
func withEndpoint<Result>(
    _ script: Script, _ settings: OutboundSettings = OutboundSettings(),
    _ body: (ScriptedEndpoint, OutboundClient) async throws -> Result
) async throws -> Result {
    let endpoint = try ScriptedEndpoint(script)
    let client = try OutboundClient(settings)
    defer { endpoint.stop() }
    do {
        let result = try await body(endpoint, client)
        await client.shutdown()
        return result
    } catch {
        await client.shutdown()
        throw error
    }
}

/// All that came of one request.
struct Exchange {
    private(set) var head: OutboundHead?
    private(set) var body: [UInt8] = []
    private(set) var failure: OutboundFailure?

    init(_ client: OutboundClient, _ request: OutboundRequest) async throws {
        do {
            for try await event in client.stream(request) {
                switch event {
                case .head(let head): self.head = head
                case .bytes(let bytes): body += bytes
                }
            }
        } catch let failure as OutboundFailure {
            self.failure = failure
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension OutboundEvent {
    /// Its part of the body.
    var piece: [UInt8] {
        if case .bytes(let piece) = self { piece } else { [] }
    }
}
