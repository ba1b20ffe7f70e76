import BatonServer
import BatonTesting
import Conversations
import Foundation
import Identity
import Storage
import Testing

/// What visitors and operators meet when something is broken, through real sockets.
@Suite(.timeLimit(.minutes(2)))
struct FaultTests {
    @Test func `a full disk refuses the message, keeps the rest up and takes it once there is space`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "baton-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestServer.run(adjust: { $0.location = .file(folder.path + "/baton.db") }) { server in
            let visitor = try await server.visitor()
            try await visitor.resume("conversation-1")
            try await visitor.say("Hello", in: "conversation-1", id: "message-0")
            try await server.baton.store.limit(pagesMax: 1)
            let refused = try await server.untilFull(visitor)
            #expect(refused.code == "unavailable")
            #expect((refused.retryAfter ?? 0) > 0)
            #expect(try await TestHTTP.get(port: server.port, "/healthz").status == 200)
            #expect(try await TestHTTP.get(port: server.port, "/help").status == 200)
            try await server.baton.store.limit(pagesMax: 1_000_000)
            let id = try #require(refused.id)
            let receipt = try await visitor.say(
                String(repeating: "x", count: 3900), in: "conversation-1", id: id)
            #expect(receipt.type == "receipt" && receipt.isRepeat == false)
        }
    }

    @Test func `an empty library hands every question to people and says so on the page`() async throws {
        try await TestServer.run(articles: []) { server in
            let visitor = try await server.visitor()
            try await visitor.resume("conversation-1")
            try await visitor.say("How do I install Baton?", in: "conversation-1", id: "message-1")
            #expect(try await visitor.event("handed_off").event?.reason == "missing_knowledge")
            #expect(
                try await TestHTTP.get(port: server.port, "/help").text.contains(
                    "No article has been published"))
        }
    }

    @Test func `somebody else's conversation looks like none and stays closed`() async throws {
        try await TestServer.run { server in
            let ada = try await server.visitor()
            try await ada.say("My secret", in: "conversation-1", id: "message-1")
            let eve = try await server.visitor()
            #expect(
                try await eve.say("Hi", in: "conversation-1", id: "message-2").code == "unknown_conversation")
            try await eve.send("resume", ["conversation": "conversation-1", "after": 0])
            #expect(try await eve.next("error").code == "unknown_conversation")
            let rated = try await eve.ask(
                "rate", ["conversation": "conversation-1", "id": "rate-0001", "score": 1])
            #expect(rated.code == "unknown_conversation")
        }
    }

    @Test func `an agent of another role reads and does not act`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.ask("person", ["conversation": "conversation-1", "id": "person-01"])
            let viewer = try await server.agent("Vera", role: .viewer)
            let outcome = try await viewer.ask(
                "accept", ["conversation": "conversation-1", "id": "accept-01"])
            #expect(outcome.code == "not_allowed")
            #expect(try await server.visitor().welcome.online == 0)
        }
    }

    @Test func `a disabled agent's socket is closed at the next heartbeat`() async throws {
        try await TestServer.run { server in
            let agent = try await server.agent("Bob")
            try await server.baton.access.setDisabled(true, email: "bob@example.com")
            try await agent.send("ping")
            guard case .closed(let code, _) = try await agent.socket.nextClose() else { return }
            #expect(code == 4001)
        }
    }

    @Test func `a disabled agent does not say one word more and is gone at once`() async throws {
        try await TestServer.run { server in
            let (visitor, agent) = try await server.talking()
            try await server.baton.access.setDisabled(true, email: "bob@example.com")
            try await agent.send(
                "send", ["conversation": "conversation-1", "id": "late-word", "text": "Psst"])
            #expect(
                try await agent.socket.nextClose() == .closed(code: 4001, reason: "the session has ended"))
            #expect(try await server.visitor().welcome.online == 0)
            let eve = try await server.agent("Eve")
            let taken = try await eve.ask("accept", ["conversation": "conversation-1", "id": "accept-09"])
            #expect(taken.type == "receipt")
            #expect(try await visitor.next { $0.event?.author?.name == "Eve" }.event?.type == "joined")
            let events = try await server.baton.store.events(
                of: testID(Conversation.self, "conversation-1"), after: 0, limit: 100,
                in: .system(reason: "test"))
            #expect(!events.contains { $0.message?.text == "Psst" })
        }
    }

    @Test func `a broken page is refused where it would sign people in`() async throws {
        try await TestServer.run { server in
            let body = "{\"email\":\"a@example.com\",\"password\":\"x\"}"
            let foreign = try await TestHTTP.post(
                port: server.port, "/api/sign-in", headers: json + [("Origin", "https://evil.example")],
                body: body)
            #expect(foreign.status == 403)
            let none = try await TestHTTP.post(port: server.port, "/api/sign-in", headers: json, body: body)
            #expect(none.status == 403)
            let wrong = try await TestHTTP.post(
                port: server.port, "/api/sign-in", headers: json + [("Origin", server.origin)], body: body)
            #expect(wrong.status == 401)
        }
    }

    @Test func `guessing passwords is slowed down`() async throws {
        try await TestServer.run { server in
            let cookie = try await server.signedIn("Bob")
            var statuses: [Int] = []
            for _ in 0..<32 {
                statuses.append(
                    try await TestHTTP.post(
                        port: server.port, "/api/invitation", headers: json + [("Origin", server.origin)],
                        body: "{\"token\":\"guess\"}"
                    ).status)
            }
            #expect(statuses.first == 404 && statuses.last == 429)
            let out = try await TestHTTP.post(
                port: server.port, "/api/sign-out",
                headers: json + [("Origin", server.origin), ("Cookie", cookie)],
                body: "{}")
            #expect(out.status == 204)
        }
    }
}

private let json = [("Content-Type", "application/json")]

extension TestServer {
    /// Sends long messages until one is refused.
    fileprivate func untilFull(_ visitor: TestClient) async throws -> TestFrame {
        for number in 0..<15 {
            let text = String(repeating: "x", count: 3900)
            let outcome = try await visitor.say(text, in: "conversation-1", id: "long-\(1000 + number)")
            if outcome.type == "error" { return outcome }
        }
        throw NeverFull()
    }
}

struct NeverFull: Error {}
