package import BatonServer
import Conversations
import Edge
import Foundation
package import Identity
package import Knowledge
import LanguageModel
import Logging
import Storage

/// The whole server in this process, on a free port, over a store in memory.
package struct TestServer: Sendable {
    package let baton: Baton
    package let port: Int

    package var origin: String { "http://127.0.0.1:\(port)" }

    /// Starts a server, runs `body`, stops the server.
    ///
    /// - Parameters:
    ///   - flags: settings, as on the command line.
    ///   - adjust: replaces the time, the answerer or the store's place.
    package static func run(
        flags: [String] = [], articles: [Article] = handbook,
        adjust: (inout Baton.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let settings = try await Settings.read(flags: ["--port", "0"] + flags)
        var surroundings = Baton.Surroundings()
        surroundings.location = .memory
        // A client in this process may be kept waiting by the other tests for longer than a real one.
        surroundings.limits.handshakeSeconds = 60
        surroundings.limits.firstMessageSeconds = 60
        surroundings.logger.logLevel = .critical
        adjust(&surroundings)
        let baton = try await Baton(settings: settings, surroundings: surroundings)
        _ = try await baton.store.publish(articles, atMilliseconds: surroundings.clock.now().milliseconds)
        let (ports, port) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await baton.run(signals: false) { port.yield($0.port) }
                } catch is CancellationError {
                    // The end of the test.
                }
                port.finish()
            }
            group.addTask {
                for await number in ports {
                    return try await body(TestServer(baton: baton, port: number))
                }
            }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    package func visitor(
        token: String? = nil, version: Int = 2, hello: [String: any Sendable] = [:]
    ) async throws -> TestClient {
        try await TestClient.visitor(
            port: port, origin: origin, token: token, version: version, hello: hello)
    }

    /// A signed-in member of the team with a socket.
    package func agent(_ name: String, role: User.Role = .agent) async throws -> TestClient {
        let cookie = try await signedIn(name, role: role)
        return try await TestClient.agent(port: port, origin: origin, cookie: cookie)
    }

    /// The session cookie of a new member of the team.
    package func signedIn(_ name: String, role: User.Role = .agent) async throws -> String {
        let invitation = try await baton.access.add(
            email: "\(name.lowercased())@example.com", name: name, role: role)
        let session = try await baton.access.redeem(
            invitation, email: "", name: "", password: "violet harbour lantern")
        return "baton_session=\(session.token)"
    }

    /// Three articles about Baton.
    package static let handbook: [Article] = [
        article(
            "install", "Install Baton",
            "To install Baton, clone the repository and run `script/run`. It takes minutes."),
        article(
            "embed", "Put the chat on your page",
            "Add one script tag to your page. The chat appears in the corner."),
        article(
            "data", "Where your data is stored", "Baton stores everything in the folder `data`. Back it up."),
    ]

    private static func article(_ id: String, _ title: String, _ text: String) -> Article {
        guard let id = ArticleID(id) else { preconditionFailure("no article id") }
        return Article(id: id, title: title, markdown: text)
    }
}
