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

    /// Starts a server, runs `body`, stops the server. With `BATON_STORAGE_UNDER_TEST=postgres` in the
    /// environment it works on a PostgreSQL database of its own.
    ///
    /// - Parameters:
    ///   - flags: settings, as on the command line.
    ///   - adjust: replaces the time, the answerer or the store's place.
    package static func run(
        flags: [String] = [], articles: [Article] = handbook,
        adjust: (inout Baton.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        guard storage == "postgres" else {
            return try await run(flags, articles, at: .memory, adjust, body)
        }
        try await PostgresServer.shared.withDatabase { address in
            try await run(flags, articles, at: .postgres(address), adjust, body)
        }
    }

    /// Where the servers of this process keep their rows: nothing (in memory), or "postgres".
    private static let storage = ProcessInfo.processInfo.environment["BATON_STORAGE_UNDER_TEST"]

    private static func run(
        _ flags: [String], _ articles: [Article], at location: StoreLocation,
        _ adjust: (inout Baton.Surroundings) -> Void,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let settings = try await Settings.read(flags: ["--port", "0"] + flags)
        var surroundings = Baton.Surroundings()
        surroundings.location = location
        // A client in this process may be kept waiting by the other tests for longer than a real one.
        surroundings.limits.handshakeSeconds = 60
        surroundings.limits.firstMessageSeconds = 60
        surroundings.logger.logLevel = .critical
        try surroundings.shareFiles()
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

    /// The session cookie of a new member of the team, whose password is "violet harbour lantern".
    ///
    /// Past the door, with a hash that was made before: a hundred tests that sign in at the same moment would
    /// wait for the hashes, one after the other.
    package func signedIn(_ name: String, role: User.Role = .agent) async throws -> String {
        let (store, now) = (baton.store, baton.recorder.clock.now())
        let token = try await baton.access.add(
            email: "\(name.lowercased())@example.com", name: name, role: role)
        guard let invitation = try await store.invitation(tokenHash: Secret.hash(token), at: now),
            let id = invitation.user, let user = try await store.user(id)
        else { throw IdentityFailure.invitationInvalid }
        func entry(_ action: AuditAction) -> AuditEntry {
            AuditEntry(at: now, actor: AuditActor(user), action: action, subject: user.email)
        }
        try await store.redeem(
            invitation, user: user, passwordHash: Self.passwordHash, entry: entry(.passwordChanged))
        let cookie = Secret.token()
        let session = Session(
            tokenHash: Secret.hash(cookie), user: id, openedAt: now,
            expiresAt: now.advanced(bySeconds: Session.hoursMax * 3600))
        try await store.open(session, entry: entry(.signIn))
        return "baton_session=\(cookie)"
    }

    /// Of "violet harbour lantern".
    private static let passwordHash =
        "scrypt$32768$8$1$c2FsdC1mb3ItdGVzdHMtMQ==$qPmICUYdURUQ1X+RXk"
        + "Au8cJwlHVRfGlXJzwBDzB+xrI="

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
