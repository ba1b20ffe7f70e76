import BatonTesting
import Foundation
import Outbound
import Synchronization
import Testing

private let openssl = "/usr/bin/openssl"

/// Against the server of the openssl tool, with a certificate made for the test.
@Suite(
    .timeLimit(.minutes(1)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: openssl), "the openssl tool is missing"))
struct TLSTests {
    @Test func `a certificate that the CA file vouches for is accepted, any other is not`() async throws {
        let server = try await TLSServer()
        defer { server.stop() }
        let trusting = try OutboundClient(OutboundSettings(caFile: server.certificate))
        let named = try await Exchange(trusting, OutboundRequest(.get, "https://localhost:\(server.port)/"))
        #expect(named.head?.status == 200 && named.failure == nil)
        // The certificate is for localhost, not for its address.
        let other = try await Exchange(trusting, OutboundRequest(.get, "https://127.0.0.1:\(server.port)/"))
        #expect(other.failure?.kind == .untrusted)
        let strict = try OutboundClient()
        let unknown = try await Exchange(strict, OutboundRequest(.get, "https://localhost:\(server.port)/"))
        #expect(unknown.failure?.kind == .untrusted && unknown.head == nil)
    }

    @Test func `a CA file that is not there, and a server without TLS, are failures of trust`() async throws {
        let endpoint = try ScriptedEndpoint(Script([.answer(200, "x")]))
        let missing = try OutboundClient(OutboundSettings(caFile: "/nowhere/ca.pem"))
        let url = "https://127.0.0.1:\(endpoint.port)/"
        let exchange = try await Exchange(missing, OutboundRequest(.get, url))
        #expect(exchange.failure?.kind == .untrusted)
    }
}

/// `openssl s_server` on a free port.
private final class TLSServer: Sendable {
    struct Failed: Error {}

    let port: Int
    let certificate: String
    private let directory: URL
    private let server: LaunchedTool

    init() async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let key = directory.appending(path: "key.pem").path
        certificate = directory.appending(path: "cert.pem").path
        _ = try await LaunchedTool.run(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", key, "-out", certificate,
            ])
        server = try LaunchedTool(
            openssl, ["s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificate])
        let output = Output()
        server.read { bytes in output.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        // It prints "ACCEPT 127.0.0.1:PORT".
        port = try await eventually {
            let line = output.withLock { $0 }.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
            return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
        }
    }

    func stop() {
        server.terminate()
        try? FileManager.default.removeItem(at: directory)
    }

    private final class Output: Sendable {
        let text = Mutex("")
        func withLock<Result: Sendable>(_ body: (inout String) -> Result) -> Result {
            text.withLock { body(&$0) }
        }
    }
}
