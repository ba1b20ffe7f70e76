import BatonServer
import BatonTesting
import Conversations
import Foundation
import Identity
import Storage
import Testing

/// Who a visitor is, by each of the proofs, through real sockets.
@Suite(.timeLimit(.minutes(2)))
struct VisitorIdentityTests {
    /// A server that shares a secret with a host product, at a clock of the test's own.
    private func withServer(
        flags: [String] = [],
        _ body: @escaping @Sendable (TestServer, ManualClock) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "baton-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "secret").path
        try HostToken.secret.write(toFile: file, atomically: true, encoding: .utf8)
        let clock = ManualClock()
        try await TestServer.run(
            flags: ["--identity-secret-file", file] + flags, adjust: { $0.clock = clock }
        ) { server in try await body(server, clock) }
    }

    private func token(_ clock: ManualClock, sub: String = "user-17", seconds: Int = 600) -> String {
        let expiry = clock.now().milliseconds / 1000 + Int64(seconds)
        return HostToken.sign(#"{"sub":"\#(sub)","exp":\#(expiry),"name":"Ada","plan":"team"}"#)
    }

    @Test func `a signed person finds the same conversations on every device and gets no token`()
        async throws
    {
        try await withServer { server, clock in
            let first = try await server.visitor(hello: ["identity": token(clock)])
            #expect(first.welcome.value("identity.state") == "verified")
            #expect(first.welcome.value("identity.name") == "Ada")
            #expect(first.welcome.token == nil)
            try await first.say("Hello", in: "conversation-1", id: "message-1")
            let second = try await server.visitor(hello: ["identity": token(clock)])
            #expect(second.welcome.visitor == first.welcome.visitor)
            try await second.send("conversations")
            let list = try await second.next("conversations")
            #expect(list.value("rows.0.conversation") == "conversation-1")
            #expect(list.value("rows.0.status") == "assistant")
            let other = try await server.visitor(hello: ["identity": token(clock, sub: "user-18")])
            try await other.send("conversations")
            #expect(try await other.next("conversations").rows?.isEmpty == true)
            try await other.send("resume", ["conversation": "conversation-1"])
            #expect(try await other.next("error").code == "unknown_conversation")

            let agent = try await server.agent("Bob")
            try await agent.send("visitor", ["conversation": "conversation-1"])
            let known = try await agent.next("visitor")
            #expect(known.value("visitor.name") == "Ada" && known.value("visitor.verified") == "true")
            #expect(known.value("visitor.attributes.plan") == "team")
        }
    }

    @Test func `what was written before signing in comes along, and the old token opens it no more`()
        async throws
    {
        try await withServer { server, clock in
            let tab = try await server.visitor(hello: ["profile": ["name": "Somebody"]])
            try await tab.resume("conversation-1")
            let sent = try await tab.say("Hello", in: "conversation-1", id: "message-1")
            _ = try await tab.next { $0.event?.author?.kind == "assistant" }
            let agent = try await server.agent("Bob")
            try await agent.resume("conversation-1")

            let hello: [String: any Sendable] = ["identity": token(clock)]
            let ada = try await server.visitor(token: tab.token, hello: hello)
            #expect(ada.welcome.visitor != tab.welcome.visitor && ada.welcome.token == nil)
            #expect(try await tab.next("error").code == "unknown_conversation")
            #expect(try await agent.event("claimed").conversation == "conversation-1")
            try await agent.send("visitor", ["conversation": "conversation-1"])
            #expect(try await agent.next("visitor").value("visitor.name") == "Ada")

            // A message whose receipt was lost on the way is still the same message.
            let again = try await ada.say("Hello", in: "conversation-1", id: "message-1")
            #expect(again.isRepeat == true && again.seq == sent.seq)
            try await ada.resume("conversation-1")
            try await ada.say("Thanks", in: "conversation-1", id: "message-2")
            // The tab follows it no more, may not write, and begins anew.
            #expect(
                try await tab.say("Mine?", in: "conversation-1", id: "message-3").code
                    == "unknown_conversation")
            try await tab.send("resume", ["conversation": "conversation-1"])
            #expect(try await tab.next("error").code == "unknown_conversation")
            #expect(try await tab.say("Hello", in: "conversation-2", id: "message-4").type == "receipt")
            try await tab.send("conversations")
            #expect(try await tab.next("conversations").rows?.count == 1)
            // A link that was mailed before still opens it.
            let visitor = try #require(tab.welcome.visitor.flatMap(VisitorID.init))
            let conversation = try #require(ConversationID("conversation-1"))
            let key = try await server.baton.store.secret("conversation_links", create: { "none" })
            let link = ConversationLinks(key: key, clock: clock).token(for: conversation, of: visitor)
            let reader = try await server.visitor(hello: ["link": link])
            try await reader.resume("conversation-1")
            #expect(try await server.baton.store.verifyReadModels().isEmpty)
            try await server.baton.store.rebuildReadModels()
            try await ada.send("conversations")
            #expect(try await ada.next("conversations").rows?.count == 1)
        }
    }

    @Test func `nobody brings along what is another known person's`() async throws {
        try await withServer { server, clock in
            let ada = try await server.visitor(hello: ["identity": token(clock)])
            try await ada.say("Hello", in: "conversation-1", id: "message-1")
            let stranger = try await server.visitor()
            let grace = try await server.visitor(
                token: stranger.token, hello: ["identity": token(clock, sub: "user-18")])
            try await grace.send("conversations")
            #expect(try await grace.next("conversations").rows?.isEmpty == true)
            try await ada.send("conversations")
            #expect(try await ada.next("conversations").rows?.count == 1)
        }
    }

    @Test func `a refused identity is an anonymous visitor who is shown nothing of the person`() async throws
    {
        try await withServer { server, clock in
            let ada = try await server.visitor(hello: ["identity": token(clock)])
            try await ada.say("Hello", in: "conversation-1", id: "message-1")
            let before = try await server.visitor()
            let expired = try await server.visitor(
                token: before.token, hello: ["identity": token(clock, seconds: -61)])
            #expect(expired.welcome.value("identity.state") == "refused")
            #expect(expired.welcome.value("identity.reason") == "expired")
            #expect(expired.welcome.value("identity.name") == nil)
            #expect(expired.welcome.visitor == before.welcome.visitor)
            #expect(expired.welcome.visitor != ada.welcome.visitor)
            try await expired.send("resume", ["conversation": "conversation-1"])
            #expect(try await expired.next("error").code == "unknown_conversation")
            let forged = HostToken.sign(
                #"{"sub":"user-17","exp":99999999999}"#, secret: "a secret that nobody gave us, long enough")
            let unknown = try await server.visitor(hello: ["identity": forged])
            #expect(unknown.welcome.value("identity.reason") == "invalid")
        }
    }

    @Test func `without a secret an identity is refused as not configured`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor(hello: ["identity": HostToken.sign("{}")])
            #expect(visitor.welcome.value("identity.reason") == "not_configured")
            #expect(visitor.welcome.token != nil)
        }
    }

    @Test func `when the identity ends the socket closes at the next frame`() async throws {
        try await withServer { server, clock in
            let visitor = try await server.visitor(hello: ["identity": token(clock, seconds: 30)])
            clock.advance(seconds: 89)
            try await visitor.send("ping")
            _ = try await visitor.next("pong")
            clock.advance(seconds: 1)
            try await visitor.send("conversations")
            #expect(try await visitor.socket.nextClose().closeCode == 4001)
        }
    }

    @Test func `a token of ours speaks for nobody whom the host product knows`() async throws {
        try await withServer { server, clock in
            let ada = try await server.visitor(hello: ["identity": token(clock)])
            let key = try await server.baton.store.secret("visitor_tokens", create: { "none" })
            let visitor = try #require(ada.welcome.visitor.flatMap(VisitorID.init))
            let forged = VisitorTokens(key: key).token(for: visitor)
            let socket = try await TestSocket.connect(
                port: server.port, path: "/ws/visitor", origin: server.origin)
            try await socket.send(#"{"type":"hello","v":2,"token":"\#(forged)"}"#)
            #expect(try await socket.nextClose().closeCode == 4001)
        }
    }

    @Test func `what a page says of its visitor is shown as unverified and never over what was signed`()
        async throws
    {
        try await withServer { server, clock in
            let attributes: [String: any Sendable] = ["seats": 5, "trial": true]
            let profile: [String: any Sendable] = ["name": "Ada?", "attributes": attributes]
            let visitor = try await server.visitor(hello: ["profile": profile])
            #expect(visitor.welcome.value("identity.state") == "unverified")
            try await visitor.say("Hello", in: "conversation-1", id: "message-1")
            let agent = try await server.agent("Bob")
            try await agent.send("visitor", ["conversation": "conversation-1"])
            let known = try await agent.next("visitor")
            #expect(known.value("visitor.name") == "Ada?" && known.value("visitor.verified") == "false")
            #expect(known.value("visitor.attributes.seats") == "5")
            try await visitor.send("profile", ["name": ["not", "a", "name"]])
            #expect(try await visitor.next("error").code == "bad_frame")

            let signed = try await server.visitor(hello: ["identity": token(clock), "profile": profile])
            try await signed.send("profile", ["name": "Root"])
            try await signed.say("Hello", in: "conversation-2", id: "message-2")
            try await agent.send("visitor", ["conversation": "conversation-2"])
            let still = try await agent.next { $0.conversation == "conversation-2" && $0.type == "visitor" }
            #expect(still.value("visitor.name") == "Ada" && still.value("visitor.verified") == "true")
        }
    }

    @Test func `a mail's link opens its conversation and no other`() async throws {
        try await withServer { server, clock in
            let visitor = try await server.visitor()
            try await visitor.say("Hello", in: "conversation-1", id: "message-1")
            try await visitor.say("Hello again", in: "conversation-2", id: "message-2")
            let key = try await server.baton.store.secret("conversation_links", create: { "none" })
            let known = try #require(visitor.welcome.visitor.flatMap(VisitorID.init))
            let conversation = try #require(ConversationID("conversation-1"))
            let link = ConversationLinks(key: key, clock: clock).token(for: conversation, of: known)
            let guest = try await server.visitor(hello: ["link": link])
            #expect(guest.welcome.value("conversation") == "conversation-1" && guest.welcome.token == nil)
            try await guest.resume("conversation-1")
            #expect(try await guest.say("Back", in: "conversation-1", id: "message-3").type == "receipt")
            for other in ["conversation-2", "conversation-9"] {
                #expect(
                    try await guest.say("Hi", in: other, id: "message-4").code == "unknown_conversation")
            }
            try await guest.send("conversations")
            #expect(try await guest.next("conversations").rows?.map(\.conversation) == ["conversation-1"])
            clock.advance(seconds: 31 * 24 * 3600)
            let late = try await server.visitor(hello: ["link": link])
            #expect(late.welcome.value("conversation") == nil && late.welcome.token != nil)
            #expect(late.welcome.visitor != visitor.welcome.visitor)
        }
    }

    @Test func `welcome tells the opening questions, the hours and the colour`() async throws {
        let flags = [
            "--opening-questions", "How do I pay?,Where is it?", "--accent", "#2f6f4f", "--hours",
            "Mon 09:00-10:00 Europe/Berlin",
        ]
        try await withServer(flags: flags) { server, clock in
            let welcome = try await server.visitor().welcome
            #expect(welcome.value("openings.0") == "How do I pay?" && welcome.value("openings.2") == nil)
            #expect(welcome.value("accent") == "#2f6f4f" && welcome.value("mail") == "false")
            #expect(welcome.value("team.open") == "false")
            let opens = try #require(welcome.value("team.opens_at").flatMap { Int64($0) })
            #expect(opens > clock.now().milliseconds)
            #expect(welcome.value("team.wait_seconds") == nil)
        }
    }

    @Test(arguments: [
        ["--accent", "green"], ["--hours", "whenever"], ["--opening-questions", "a,b,c,d,e"],
        ["--identity-secret-file", "/nowhere"],
    ])
    func `a setting of the chat that cannot be read stops the start`(_ flags: [String]) async {
        await #expect(throws: SettingsFailure.self) { _ = try await Settings.read(flags: flags) }
    }

    @Test func `a short secret is refused`() async {
        await #expect(throws: SettingsFailure.self) {
            _ = try await Settings.read(environment: ["BATON_IDENTITY_SECRET": "short"])
        }
    }
}
