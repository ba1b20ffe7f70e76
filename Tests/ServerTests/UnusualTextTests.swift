import BatonTesting
import Testing

/// What people paste and type, through real sockets.
@Suite(.timeLimit(.minutes(2)))
struct UnusualTextTests {
    @Test func `a paste of 20,000 words is refused with its limit and the socket stays open`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            // 20,000 words of two letters fit into a frame; longer ones close the socket by WebSocket's code.
            let paste = Array(repeating: "hi", count: 20_000).joined(separator: " ")
            let refused = try await visitor.say(paste, in: "conversation-1", id: "message-1")
            #expect(refused.type == "error" && refused.code == "text_too_long" && refused.id == "message-1")
            #expect(refused.message?.contains("4000") == true)
            #expect(try await visitor.say("Hi", in: "conversation-1", id: "message-2").type == "receipt")
            let huge = Array(repeating: "lorem", count: 20_000).joined(separator: " ")
            try await visitor.send(
                "send", ["conversation": "conversation-1", "id": "message-3", "text": huge])
            #expect(try await visitor.socket.nextClose().closeCode == 1009)
        }
    }

    @Test(arguments: [
        String(repeating: "🎉", count: 4000), String(repeating: "👩‍👩‍👧‍👦", count: 571), "שלום (עולם) 123!",
        "e\u{301} \u{1112}\u{1161}\u{11ab}", "\u{202E}txt.exe\u{202C}", "Z̸̡̢a̵l̷g̴o̷ text̵", "क्षि தமிழ் ไทย",
        "\u{FEFF}a\u{200B}b\u{2066}c\u{2069}", "e\u{301} é",
    ])
    func `what is unusual comes back scalar by scalar, to the visitor and to the team`(_ text: String)
        async throws
    {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            let agent = try await server.agent("Ada")
            try await visitor.resume("conversation-1")
            #expect(try await visitor.say(text, in: "conversation-1", id: "message-1").type == "receipt")
            let own = try await visitor.next { $0.event?.id == "message-1" }
            #expect(own.event.map { Array(($0.text ?? "").utf8) } == Array(text.utf8))
            try await agent.resume("conversation-1")
            let seen = try await agent.next { $0.event?.id == "message-1" }
            #expect(seen.event.map { Array(($0.text ?? "").utf8) } == Array(text.utf8))
            // The list cuts by characters and keeps each whole.
            try await agent.send("inbox", ["list": "all"])
            let last = try await agent.next("inbox").rows?.first?.last?.text
            #expect(last != nil)
        }
    }

    @Test func `one emoji more than the limit is refused`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            let flood = String(repeating: "🎉", count: 4001)
            #expect(
                try await visitor.say(flood, in: "conversation-1", id: "message-1").code == "text_too_long")
        }
    }

    @Test func `an identity of 100 kB closes the socket by its size and a smaller one is refused`()
        async throws
    {
        try await TestServer.run { server in
            let small = try await server.visitor(
                hello: ["identity": String(repeating: "e", count: 50_000)])
            #expect(small.welcome.value("identity.state") == "refused")
            let socket = try await TestSocket.connect(
                port: server.port, path: "/ws/visitor", origin: server.origin)
            let token = String(repeating: "e", count: 100_000)
            try await socket.send(#"{"type":"hello","v":2,"identity":"\#(token)"}"#)
            #expect(try await socket.nextClose().closeCode == 1009)
        }
    }

    @Test func `a list asked for behind no place, and another one with a wrong limit`() async throws {
        try await TestServer.run { server in
            let agent = try await server.agent("Ada")
            for after in ["", "x", "1.", "1.no"] {
                try await agent.send("inbox", ["list": "all", "after": after])
                #expect(try await agent.next("error").code == "bad_frame")
            }
            try await agent.send("inbox", ["list": "all", "limit": -5])
            #expect(try await agent.next("inbox").rows?.isEmpty == true)
            try await agent.send("inbox", ["list": "all", "after": "999999999999999.conversation-1"])
            #expect(try await agent.next("inbox").rows?.isEmpty == true)
        }
    }
}
