/// One path of the WebSocket side and who may enter.
package struct SocketRoute: Sendable {
    package let path: String
    package let decide: @Sendable (Request) async -> SocketDecision

    /// - Parameters:
    ///   - path: compared exactly; no captures.
    ///   - decide: sees the upgrade request, which has no body; runs off the event loop.
    package init(path: String, decide: @escaping @Sendable (Request) async -> SocketDecision) {
        self.path = path
        self.decide = decide
    }
}

/// The answer to an upgrade request.
package enum SocketDecision: Sendable {
    case accept(makeSession: @Sendable (SocketConnection) -> any SocketSession)
    /// An ordinary HTTP answer: 401, 403, 404, 429 ...
    case refuse(status: Int, message: String)
}
