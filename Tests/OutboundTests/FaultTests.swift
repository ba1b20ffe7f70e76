import BatonTesting
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Script.Step]
        let kind: OutboundFailure.Kind
        var testDescription: String { name }
    }

    private static let okay: [Script.Step] = [.head(status: 200, lines: ["Transfer-Encoding: chunked"])]

    static let faults = [
        Fault(name: "closed before the head", steps: [.close], kind: .disconnected),
        Fault(name: "reset before the head", steps: [.reset], kind: .disconnected),
        Fault(
            name: "half a chunk", steps: okay + [.text("40\r\nhal", pieceBytes: 1), .close],
            kind: .disconnected),
        Fault(name: "no last chunk", steps: okay + [.chunk("half"), .close], kind: .disconnected),
        Fault(name: "reset in the body", steps: okay + [.chunk("half"), .reset], kind: .disconnected),
        Fault(
            name: "a bad chunk", steps: okay + [.text("zz\r\nhalf\r\n", pieceBytes: nil), .hold],
            kind: .disconnected),
        Fault(
            name: "less than its length",
            steps: [
                .head(status: 200, lines: ["Content-Length: 9"]), .text("half", pieceBytes: nil), .close,
            ],
            kind: .disconnected),
        Fault(name: "HTTP/0.9", steps: [.text("<html>hello", pieceBytes: nil), .close], kind: .malformed),
        Fault(
            name: "a header line of 8 MB",
            steps: [.text("HTTP/1.1 200 OK\r\n", pieceBytes: nil), .longHeader(bytes: 8 << 20), .hold],
            kind: .tooLarge),
        Fault(
            name: "headers without end",
            steps: [
                .text("HTTP/1.1 200 OK\r\n", pieceBytes: nil),
                .text(String(repeating: "A: b\r\n", count: 20_000), pieceBytes: nil), .hold,
            ],
            kind: .tooLarge),
        Fault(
            name: "2 GB in chunks", steps: okay + [.flood(bytes: 2 << 30)], kind: .tooLarge),
    ]

    @Test(arguments: faults)
    func `each fault is a failure of its own kind`(_ fault: Fault) async throws {
        try await withEndpoint(Script([fault.steps])) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.failure?.kind == fault.kind)
        }
    }

    @Test func `what came before a break is not lost`() async throws {
        let script = Script([Self.okay + [.chunk("half"), .close]])
        try await withEndpoint(script) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.text == "half" && exchange.failure?.kind == .disconnected)
        }
    }

    @Test func `nothing that listens is unreachable, and so is a host that is not there`() async throws {
        let endpoint = try ScriptedEndpoint(Script([]))
        try await withEndpoint(Script([])) { _, client in
            endpoint.stop()
            try await eventually {
                try await Exchange(client, OutboundRequest(.get, endpoint.address)).failure?.kind
                    == .unreachable ? () : nil
            }
            let missing = OutboundRequest(.get, "http://nowhere.invalid/")
            #expect(try await Exchange(client, missing).failure?.kind == .unreachable)
        }
    }

    @Test(arguments: [
        ("file:///etc/passwd", OutboundFailure.Flaw.scheme), ("ftp://127.0.0.1/", .scheme), ("x", .scheme),
        ("http://127.0.0.1/a b", .url), ("http://127.0.0.1/\r\nX: y", .url),
        ("http://user:pw@127.0.0.1/", .url),
        ("http://", .url),
    ])
    func `an address that is none is refused`(_ url: String, _ flaw: OutboundFailure.Flaw) async throws {
        try await withEndpoint(Script([])) { _, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, url))
            #expect(exchange.failure?.kind == .invalid(flaw))
        }
    }

    @Test(arguments: [
        OutboundHeader("X", "a\r\nInjected: 1"), OutboundHeader("X Y", "1"), OutboundHeader("", "1"),
        OutboundHeader("X:", "1"), OutboundHeader("X", "a\0b"),
    ])
    func `a header that would break the request is refused`(_ header: OutboundHeader) async throws {
        try await withEndpoint(Script([])) { endpoint, client in
            let request = OutboundRequest(.get, endpoint.address, headers: [header])
            let exchange = try await Exchange(client, request)
            #expect(exchange.failure?.kind == .invalid(.header))
            #expect(endpoint.requests.isEmpty)
        }
    }

    @Test func `a failure says nothing of the address`() async throws {
        try await withEndpoint(Script([])) { _, client in
            let request = OutboundRequest(.get, "http://secret-host.invalid/path?key=hush")
            let failure = try #require(try await Exchange(client, request).failure)
            for text in ["\(failure)", String(reflecting: failure)] {
                #expect(!text.contains("secret") && !text.contains("hush"))
            }
        }
    }
}
