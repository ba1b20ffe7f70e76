import BatonTesting
import Edge
import Foundation
import Testing

/// What keeps a server from starting, and TLS.
@Suite(.timeLimit(.minutes(1)))
struct StartTests {
    private func failure(_ configuration: EdgeConfiguration) async -> EdgeError? {
        let server = EdgeServer(configuration: configuration, routes: [], sockets: [], logger: quiet)
        async let waiting = portFailure(server)
        let error = await #expect(throws: EdgeError.self) { try await server.run() }
        #expect(await waiting == error)
        return error
    }

    /// Whoever waits for the port must hear the same.
    private func portFailure(_ server: EdgeServer) async -> EdgeError? {
        await #expect(throws: EdgeError.self) { try await server.boundPort() }
    }

    @Test func `a port in use is named`() async throws {
        try await withEdge { edge in
            var second = configuration()
            second.port = edge.port
            #expect(await failure(second) == .addressInUse(host: "127.0.0.1", port: edge.port))
        }
    }

    @Test func `an address of another machine and a name without address are told apart`() async throws {
        var foreign = configuration()
        foreign.host = "192.0.2.1"
        #expect(await failure(foreign) == .addressNotAvailable(host: "192.0.2.1", port: 0))
        var unknown = configuration()
        unknown.host = "nowhere.invalid"
        #expect(await failure(unknown) == .hostUnknown(host: "nowhere.invalid"))
    }

    @Test func `a wrong trusted proxy is named`() async throws {
        #expect(await failure(configuration(trustedProxies: ["10.0.0.0/33"])) == .trustedProxy("10.0.0.0/33"))
    }

    @Test func `TLS files that are missing, wrong or do not belong together are named`() async throws {
        let files = try await Certificates.make()
        defer { files.remove() }
        let missing = await failure(configuration(tls: (files.path("none.pem"), files.path("key.pem"))))
        #expect(
            missing == .tls(path: files.path("none.pem"), reason: "the file does not exist or cannot be read")
        )
        let swapped = await failure(configuration(tls: (files.path("key.pem"), files.path("key.pem"))))
        #expect(
            swapped == .tls(path: files.path("key.pem"), reason: "there is no PEM certificate in the file"))
        let noKey = await failure(configuration(tls: (files.path("cert.pem"), files.path("cert.pem"))))
        guard case .tls(files.path("cert.pem"), _) = noKey else {
            Issue.record("not a TLS error: \(String(describing: noKey))")
            return
        }
        let other = await failure(configuration(tls: (files.path("cert.pem"), files.path("other-key.pem"))))
        #expect(
            other
                == .tls(
                    path: files.path("other-key.pem"), reason: "the key does not belong to the certificate"))
    }

    @Test func `TLS serves requests and sockets`() async throws {
        let files = try await Certificates.make()
        defer { files.remove() }
        let hello = Route("GET", "/hello") { .text("secure: \($0.isSecure)") }
        try await withEdge(tls: (files.path("cert.pem"), files.path("key.pem")), routes: [hello]) { edge in
            let plain = try await files.talk(
                port: edge.port, "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(plain.hasPrefix("HTTP/1.1 200 OK"))
            #expect(plain.hasSuffix("secure: true"))
            let handshake = TestSocket.handshake.map { "\($0): \($1)\r\n" }.joined()
            let frames = WireFrame.text("over TLS").bytes() + WireFrame.text("close 1000").bytes()
            let socket = try await files.talk(
                port: edge.port, "GET /echo HTTP/1.1\r\nHost: localhost\r\n\(handshake)\r\n", then: frames)
            #expect(socket.hasPrefix("HTTP/1.1 101 "))
            #expect(socket.contains("echo:over TLS"))
        }
    }
}
