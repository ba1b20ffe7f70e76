import Foundation
import Synchronization

/// A client of the chat protocol, for tests: says hello, sends frames, waits for frames.
package final class TestClient: Sendable {
    package let socket: TestSocket
    package let welcome: TestFrame
    private let unread = Mutex<[TestFrame]>([])

    private init(socket: TestSocket, welcome: TestFrame) {
        self.socket = socket
        self.welcome = welcome
    }

    package static func visitor(
        port: Int, origin: String, token: String? = nil, version: Int = 2,
        hello fields: [String: any Sendable] = [:]
    ) async throws -> TestClient {
        let socket = try await TestSocket.connect(port: port, path: "/ws/visitor", origin: origin)
        return try await hello(socket, token: token, version: version, fields: fields)
    }

    package static func agent(port: Int, origin: String, cookie: String, version: Int = 2) async throws
        -> TestClient
    {
        let socket = try await TestSocket.connect(
            port: port, path: "/ws/agent", headers: [("Cookie", cookie)], origin: origin)
        return try await hello(socket, token: nil, version: version)
    }

    private static func hello(
        _ socket: TestSocket, token: String?, version: Int, fields: [String: any Sendable] = [:]
    ) async throws -> TestClient {
        var members: [String: Any] = fields
        members["type"] = "hello"
        members["v"] = version
        members["token"] = token
        let data = try JSONSerialization.data(withJSONObject: members)
        try await socket.send(String(decoding: data, as: UTF8.self))
        return TestClient(socket: socket, welcome: try TestFrame(try await socket.nextText()))
    }

    package var token: String { welcome.token ?? "" }

    /// Sends a frame; the values are strings, numbers and booleans.
    package func send(_ type: String, _ fields: [String: any Sendable] = [:]) async throws {
        var members: [String: Any] = fields
        members["type"] = type
        let data = try JSONSerialization.data(withJSONObject: members)
        try await socket.send(String(decoding: data, as: UTF8.self))
    }

    /// The next frame that satisfies `condition`; the others are kept for later.
    package func next(
        within limit: Duration = .seconds(30), where condition: (TestFrame) -> Bool
    ) async throws -> TestFrame {
        if let kept = unread.withLock({ unread in
            unread.firstIndex(where: condition).map { unread.remove(at: $0) }
        }) {
            return kept
        }
        while true {
            let frame = try TestFrame(try await socket.nextText(within: limit))
            if condition(frame) { return frame }
            unread.withLock { $0.append(frame) }
        }
    }

    package func next(_ type: String) async throws -> TestFrame { try await next { $0.type == type } }

    package func event(_ type: String) async throws -> TestFrame {
        try await next { $0.type == "event" && $0.event?.type == type }
    }

    /// Sends a message and returns its receipt.
    @discardableResult
    package func say(_ text: String, in conversation: String, id: String) async throws -> TestFrame {
        try await send("send", ["conversation": conversation, "id": id, "text": text])
        return try await next { $0.id == id && ($0.type == "receipt" || $0.type == "error") }
    }

    /// Asks for something that has an id, and returns the receipt or the error.
    @discardableResult
    package func ask(_ type: String, _ fields: [String: any Sendable]) async throws -> TestFrame {
        try await send(type, fields)
        let id = fields["id"] as? String
        return try await next { $0.id == id && ($0.type == "receipt" || $0.type == "error") }
    }

    package func resume(_ conversation: String, after: Int = 0) async throws {
        try await send("resume", ["conversation": conversation, "after": after])
        _ = try await next { $0.type == "resumed" && $0.conversation == conversation }
    }
}
