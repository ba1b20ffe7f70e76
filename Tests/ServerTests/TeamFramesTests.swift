import BatonTesting
import Conversations
import Identity
import Testing

/// What the team does beside answering, through real sockets.
@Suite(.timeLimit(.minutes(2)))
struct TeamFramesTests {
    private static let conversation = "conversation-1"

    @Test func `a note is the team's alone and needs no assignment`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Where is my data stored?", in: Self.conversation, id: "message-1")
            _ = try await visitor.next { $0.event?.author?.kind == "assistant" }
            let editor = try await server.agent("Eve", role: .editor)
            try await editor.resume(Self.conversation)
            let note: [String: any Sendable] = [
                "conversation": Self.conversation, "id": "note-0001", "text": "Ask the <b>stock</b> room.",
            ]
            let receipt = try await editor.ask("note", note)
            #expect(receipt.type == "receipt" && receipt.isRepeat == false)
            #expect(try await editor.ask("note", note).isRepeat == true)
            let event = try await editor.event("note")
            #expect(event.event?.text == "Ask the <b>stock</b> room." && event.event?.author?.name == "Eve")
            // The visitor's next event comes without a gap that the note would leave.
            try await visitor.say("Thanks a lot", in: Self.conversation, id: "message-2")
            let own = try await visitor.next { $0.event?.id == "message-2" }
            #expect(own.prev != receipt.seq)
            #expect(
                try await editor.ask(
                    "note",
                    [
                        "conversation": "conversation-9", "id": "note-0002",
                        "text": "x",
                    ]
                ).code == "unknown_conversation")
            #expect(
                try await editor.ask(
                    "note",
                    [
                        "conversation": Self.conversation, "id": "note-0003",
                        "text": " ",
                    ]
                ).code == "text_empty")
        }
    }

    @Test func `an answer is reported and judged, and nothing else can be`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Where is my data stored?", in: Self.conversation, id: "message-1")
            let answer = try await visitor.next { $0.event?.author?.kind == "assistant" }
            let id = try #require(answer.event?.id)
            let agent = try await server.agent("Bob")
            try await agent.resume(Self.conversation)
            func report(_ request: String, _ answer: String, _ kind: String) async throws -> TestFrame {
                try await agent.ask(
                    "report",
                    ["conversation": Self.conversation, "id": request, "answer": answer, "kind": kind])
            }
            #expect(try await report("report-01", id, "outdated").type == "receipt")
            let event = try await agent.event("reported")
            #expect(event.value("event.kind") == "outdated" && event.value("event.author.name") == "Bob")
            #expect(try await report("report-02", id, "incorrect").type == "receipt")
            #expect(try await agent.event("reported").value("event.kind") == "incorrect")
            #expect(try await report("report-03", "message-1", "incorrect").code == "unknown_answer")
            #expect(try await report("report-04", "s-nowhere-1", "incorrect").code == "unknown_answer")
            #expect(try await report("report-05", id, "boring").code == "bad_frame")
            func judge(_ request: String, _ verdict: String) async throws -> TestFrame {
                try await agent.ask(
                    "judge",
                    ["conversation": Self.conversation, "id": request, "answer": id, "verdict": verdict])
            }
            #expect(try await judge("judge-001", "right").type == "receipt")
            let judged = try await agent.event("judged")
            #expect(judged.value("event.verdict") == "right" && judged.value("event.author.name") == "Bob")
            #expect(try await judge("judge-002", "splendid").code == "bad_frame")
        }
    }

    @Test func `the article that answers a person's reply is suggested and named`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.ask("person", ["conversation": Self.conversation, "id": "person-01"])
            try await visitor.say("How do I install Baton?", in: Self.conversation, id: "message-1")
            let agent = try await server.agent("Bob")
            try await agent.resume(Self.conversation)
            try await agent.ask("accept", ["conversation": Self.conversation, "id": "accept-01"])
            try await agent.say("Run the script.", in: Self.conversation, id: "reply-001")
            try await agent.send("suggest", ["conversation": Self.conversation, "message": "reply-001"])
            let suggestions = try await agent.next("suggestions")
            #expect(suggestions.value("articles.0.article") == "install")
            #expect(suggestions.value("articles.0.title") == "Install Baton")
            #expect(suggestions.value("articles.0.confidence") != nil)
            func name(_ request: String, _ message: String, _ article: String?) async throws -> TestFrame {
                var fields: [String: any Sendable] = [
                    "conversation": Self.conversation, "id": request, "message": message,
                ]
                fields["article"] = article
                return try await agent.ask("name_article", fields)
            }
            #expect(try await name("name-0001", "reply-001", "install").type == "receipt")
            let named = try await agent.event("article_named")
            #expect(named.value("event.title") == "Install Baton")
            #expect(try await name("name-0002", "reply-001", nil).type == "receipt")
            #expect(try await agent.event("article_named").value("event.article") == nil)
            #expect(try await name("name-0003", "message-1", "install").code == "unknown_answer")
            #expect(try await name("name-0004", "reply-001", "No Such!").code == "bad_frame")
            try await agent.send("search", ["n": 7, "text": "install"])
            let found = try await agent.next("found")
            #expect(found.value("n") == "7" && found.value("articles.0.article") == "install")
            #expect(found.value("conversations.0.conversation") == Self.conversation)
        }
    }

    @Test func `a viewer reads everything and changes nothing`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.ask("person", ["conversation": Self.conversation, "id": "person-01"])
            let viewer = try await server.agent("Vera", role: .viewer)
            #expect(viewer.welcome.value("agent.role") == "viewer")
            try await viewer.resume(Self.conversation)
            try await viewer.send("inbox", ["list": "waiting", "limit": 1])
            #expect(try await viewer.next("inbox").value("counts.waiting") == "1")
            let frames: [(String, [String: any Sendable])] = [
                ("accept", [:]), ("send", ["text": "Hello"]), ("give_back", [:]), ("resolve", [:]),
                ("note", ["text": "Hm"]), ("report", ["answer": "s-answer-1", "kind": "incorrect"]),
                ("name_article", ["message": "m-message-1"]),
            ]
            for (number, frame) in frames.enumerated() {
                var fields = frame.1
                fields["conversation"] = Self.conversation
                fields["id"] = "request-\(number)"
                #expect(try await viewer.ask(frame.0, fields).code == "not_allowed", "\(frame.0)")
            }
            let editor = try await server.agent("Eve", role: .editor)
            #expect(
                try await editor.ask("accept", ["conversation": Self.conversation, "id": "accept-01"]).code
                    == "not_allowed")
        }
    }

    @Test func `colleagues see who else has a conversation open`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.say("Hello", in: Self.conversation, id: "message-1")
            let ada = try await server.agent("Ada")
            try await ada.resume(Self.conversation)
            #expect(try await ada.next("viewers").value("viewers.0") == nil)
            let bob = try await server.agent("Bob")
            try await bob.resume(Self.conversation)
            #expect(try await bob.next("viewers").value("viewers.0.name") == "Ada")
            #expect(try await ada.next { $0.value("viewers.0.name") == "Bob" }.type == "viewers")
            try await bob.send("leave", ["conversation": Self.conversation])
            _ = try await ada.next { $0.type == "viewers" && $0.value("viewers.0") == nil }
        }
    }

    @Test func `each side hears how far the other has seen, also who comes later`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Hello", in: Self.conversation, id: "message-1")
            _ = try await visitor.next { $0.event?.id == "message-1" }
            let agent = try await server.agent("Ada")
            try await agent.resume(Self.conversation)
            // More than was shown cannot have been seen.
            try await agent.send("seen", ["conversation": Self.conversation, "seq": 1_000_000])
            let seen = try await visitor.next("seen")
            #expect(seen.value("by.kind") == "agent" && seen.value("by.name") == "Ada")
            #expect(seen.value("by.id") == nil && (seen.seq ?? 0) < 100)
            try await visitor.send("seen", ["conversation": Self.conversation, "seq": 2])
            let back = try await agent.next("seen")
            #expect(back.value("by.kind") == "visitor" && back.seq == 2)
            let viewer = try await server.agent("Vera", role: .viewer)
            try await viewer.resume(Self.conversation)
            #expect(try await viewer.next("seen").seq == 2)
            let again = try await server.visitor(token: visitor.token)
            try await again.resume(Self.conversation)
            #expect(try await again.next("seen").value("by.name") == "Ada")
        }
    }

    @Test func `the team sees the pages that a visitor moves to, each once`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            let agent = try await server.agent("Ada")
            try await visitor.say("Hello", in: Self.conversation, id: "message-1")
            try await agent.resume(Self.conversation)
            func move(_ number: Int, _ url: String) async throws -> TestFrame {
                let fields: [String: any Sendable] = [
                    "conversation": Self.conversation, "id": "page-\(10_000 + number)",
                    "page": ["url": url, "title": "T"],
                ]
                return try await visitor.ask("page", fields)
            }
            let first = try await move(0, "https://shop.example/cart")
            #expect(first.type == "receipt" && first.isRepeat == false)
            let event = try await agent.event("page_changed")
            #expect(event.value("event.page.url") == "https://shop.example/cart")
            #expect(try await move(1, "https://shop.example/cart").isRepeat == true)
            #expect(
                try await visitor.ask(
                    "page",
                    [
                        "conversation": "conversation-9", "id": "page-0009",
                        "page": ["url": "https://shop.example/"],
                    ]
                ).code == "unknown_conversation")
        }
    }
}
