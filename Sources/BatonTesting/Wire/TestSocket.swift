/// A WebSocket client of our own that shares no code with the server and can break every rule.
package final class TestSocket: Sendable {
    /// The server answered the upgrade with something else than 101.
    package struct Refused: Error {
        package let answer: HTTPAnswer
        package var status: Int { answer.status }
    }

    /// What the server says to a client.
    package enum Message: Sendable, Equatable {
        case text(String)
        /// `code` is nil when the frame carried none, or when the connection ended without a frame.
        case closed(code: Int?, reason: String)

        package var closeCode: Int? {
            if case .closed(let code, _) = self { code } else { nil }
        }
    }

    package let connection: RawTCP
    /// The server's 101.
    package let answer: HTTPAnswer
    private let answersPings: Bool

    private init(connection: RawTCP, answer: HTTPAnswer, answersPings: Bool) {
        self.connection = connection
        self.answer = answer
        self.answersPings = answersPings
    }

    /// - Parameters:
    ///   - answersPings: false plays a dead peer.
    ///   - sendingAtOnce: bytes in the same segment as the handshake.
    /// - Throws: `Refused` when the server does not switch protocols.
    package static func connect(
        port: Int, path: String, headers: [(String, String)] = [], origin: String? = nil,
        answersPings: Bool = true, sendingAtOnce: [UInt8] = [], receiveBufferBytes: Int? = nil,
        within limit: Duration = .seconds(30)
    ) async throws -> TestSocket {
        let connection = try await RawTCP.connect(port: port, receiveBufferBytes: receiveBufferBytes)
        var fields = [("Host", "127.0.0.1:\(port)")] + handshake + headers
        if let origin { fields.append(("Origin", origin)) }
        let head = "GET \(path) HTTP/1.1\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        try await connection.send(Array(head.utf8) + sendingAtOnce)
        let http = try await HTTPAnswer(head: connection.read(until: "\r\n\r\n", within: limit))
        guard http.status == 101 else {
            var refusal = http
            refusal.body = (try? await connection.readToEnd(within: limit)) ?? []
            connection.close()
            throw Refused(answer: refusal)
        }
        guard http.header("sec-websocket-accept") == accept else { throw WireError.malformed("accept key") }
        return TestSocket(connection: connection, answer: http, answersPings: answersPings)
    }

    /// The header fields of a correct handshake; the key and its answer are the example of RFC 6455, 1.3.
    package static let handshake: [(String, String)] = [
        ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]
    private static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    package func send(_ text: String) async throws {
        try await send(.text(text))
    }

    package func send(_ frame: WireFrame) async throws {
        try await connection.send(frame.bytes())
    }

    /// Hostile bytes, exactly as given.
    package func sendRaw(_ bytes: [UInt8]) async throws {
        try await connection.send(bytes)
    }

    /// The next text or the end; answers pings and close frames on the way.
    package func next(within limit: Duration = .seconds(30)) async throws -> Message {
        let deadline = ContinuousClock.now + limit
        while true {
            let left = deadline - ContinuousClock.now
            guard let frame = try await nextFrame(within: left) else { return .closed(code: nil, reason: "") }
            switch frame.opcode {
            case WireFrame.Opcode.text:
                return .text(String(decoding: frame.payload, as: UTF8.self))
            case WireFrame.Opcode.ping:
                if answersPings { try await send(WireFrame(WireFrame.Opcode.pong, frame.payload)) }
            case WireFrame.Opcode.close:
                connection.sendLater(
                    WireFrame(WireFrame.Opcode.close, Array(frame.payload.prefix(2))).bytes())
                return Self.closed(frame.payload)
            default:
                continue
            }
        }
    }

    /// The next text; a close is an error here.
    package func nextText(within limit: Duration = .seconds(30)) async throws -> String {
        guard case .text(let text) = try await next(within: limit) else { throw WireError.closed }
        return text
    }

    /// Skips texts until the server closes.
    package func nextClose(within limit: Duration = .seconds(30)) async throws -> Message {
        while true {
            let message = try await next(within: limit)
            if case .closed = message { return message }
        }
    }

    /// The next frame as it came; nil when the connection ended.
    package func nextFrame(within limit: Duration = .seconds(30)) async throws -> WireFrame? {
        do {
            return try await connection.next("a frame", within: limit) { bytes, _ in
                try WireFrame.take(from: &bytes)
            }
        } catch WireError.closed {
            return nil
        }
    }

    /// Closes politely and waits for the server's close frame and the end of the connection.
    @discardableResult
    package func close(_ code: Int = 1000) async throws -> Message {
        try await send(.close(code))
        let message = try await nextClose()
        _ = try await connection.readToEnd()
        connection.close()
        return message
    }

    private static func closed(_ payload: [UInt8]) -> Message {
        guard payload.count >= 2 else { return .closed(code: nil, reason: "") }
        let code = Int(payload[0]) << 8 | Int(payload[1])
        return .closed(code: code, reason: String(decoding: payload.dropFirst(2), as: UTF8.self))
    }
}
