import BatonServer
import BatonTesting
import Conversations
import Storage
import Testing

/// Two nodes on one PostgreSQL: who is on which one must make no difference.
@Suite(.timeLimit(.minutes(2)))
struct TwoNodesTests {
    private let thread = "conversation-1"

    @Test func `visitor and agent on two nodes write to each other at once`() async throws {
        try await TwoServers.run { servers in
            let visitor = try await servers.first.visitor()
            let agent = try await servers.second.agent("Bob")
            try await visitor.resume(thread)
            try await agent.send("inbox", ["list": "waiting"])
            _ = try await agent.next("inbox")
            try await visitor.ask("person", ["conversation": thread, "id": "person-01"])
            let row = try await agent.next { $0.row?.conversation == thread && $0.row?.status == "queued" }
            #expect(row.row?.reason == "visitor_request")
            try await agent.resume(thread)
            #expect(
                try await agent.ask("accept", ["conversation": thread, "id": "accept-01"]).type == "receipt")
            #expect(try await visitor.event("joined").event?.author?.name == "Bob")
            for number in 1...5 {
                try await agent.say("Reply \(number)", in: thread, id: "reply-00\(number)")
                try await visitor.say("Word \(number)", in: thread, id: "word-000\(number)")
            }
            let (replies, words) = (
                try await Texts(of: visitor, 5, "agent"), try await Texts(of: agent, 5, "visitor")
            )
            #expect(replies.texts == (1...5).map { "Reply \($0)" } && replies.isChained)
            #expect(words.texts == (1...5).map { "Word \($0)" })
        }
    }

    @Test func `typing and reading marks cross over, and come back to nobody who sent them`() async throws {
        try await TwoServers.run { servers in
            let visitor = try await servers.first.visitor()
            let agent = try await servers.second.agent("Bob")
            try await visitor.resume(thread)
            try await visitor.ask("person", ["conversation": thread, "id": "person-01"])
            try await agent.resume(thread)
            try await visitor.send("typing", ["conversation": thread, "on": true])
            #expect(try await agent.next("typing").on == true)
            try await agent.send("typing", ["conversation": thread, "on": true])
            #expect(try await visitor.next("typing").on == true)
            let head = try await visitor.event("handed_off").seq ?? 0
            try await visitor.send("seen", ["conversation": thread, "seq": head])
            #expect(try await agent.next("seen").seq == head)
            try await agent.send("seen", ["conversation": thread, "seq": head])
            #expect(try await visitor.next("seen").seq == head)
        }
    }

    @Test func `an answer that is given at one node streams to the other in order and once`() async throws {
        let script = ScriptedAnswerer()
        try await TwoServers.run(adjust: { $0.answerer = script }) { servers in
            let visitor = try await servers.first.visitor()
            let agent = try await servers.second.agent("Bob")
            try await visitor.say("How do I install Baton?", in: thread, id: "message-1")
            try await script.nextDraft()
            try await agent.resume(thread)
            var text = ""
            for number in 1...5 {
                script.say("Piece \(number). ")
                let delta = try await agent.next("delta")
                #expect(delta.n == number)
                text = delta.whole == true ? delta.text ?? "" : text + (delta.text ?? "")
                #expect(text.hasSuffix("Piece \(number). "))
            }
            // The end of an answer may overtake its last piece: it has the whole text.
            script.finish()
            let answer = try await agent.next { $0.event?.author?.kind == "assistant" }
            #expect(answer.event?.text?.hasPrefix(text) == true)
            #expect(answer.event?.text?.contains("Piece 5.") == true)
        }
    }

    @Test func `of two agents on two nodes exactly one gets the conversation`() async throws {
        try await TwoServers.run { servers in
            let visitor = try await servers.first.visitor()
            try await visitor.ask("person", ["conversation": thread, "id": "person-01"])
            let agents = [try await servers.first.agent("Bob"), try await servers.second.agent("Eve")]
            // From a colleague who is known nowhere as being there, anybody may take a conversation over.
            for agent in agents { try await agent.send("ping") }
            // Each look is a new visitor, and an address may be only so many in a minute.
            try await eventually(everyMilliseconds: 500) {
                let first = try await servers.first.visitor().welcome.online
                let second = try await servers.second.visitor().welcome.online
                return first == 2 && second == 2 ? () : nil
            }
            let outcomes = try await withThrowingTaskGroup(of: TestFrame.self) { group in
                for (number, agent) in agents.enumerated() {
                    group.addTask {
                        try await agent.ask("accept", ["conversation": thread, "id": "accept-0\(number)"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0.type == "receipt" } == 1)
            #expect(outcomes.count { $0.code == "conflict" } == 1)
        }
    }

    @Test func `who is online is counted over both nodes, and viewers are shown across them`() async throws {
        try await TwoServers.run { servers in
            let (bob, eve) = (try await servers.first.agent("Bob"), try await servers.second.agent("Eve"))
            let visitor = try await servers.first.visitor()
            for agent in [bob, eve] { try await agent.send("ping") }
            // Each look is a new visitor, and an address may be only so many in a minute.
            try await eventually(everyMilliseconds: 500) {
                let first = try await servers.first.visitor().welcome.online
                let second = try await servers.second.visitor().welcome.online
                return first == 2 && second == 2 ? () : nil
            }
            try await visitor.resume(thread)
            try await visitor.ask("person", ["conversation": thread, "id": "person-01"])
            #expect(try await visitor.event("handed_off").value("event.online") == "2")
            try await bob.resume(thread)
            try await eve.resume(thread)
            let viewers = try await bob.next { $0.type == "viewers" && $0.raw.contains("Eve") }
            #expect(viewers.value("viewers.0.name") == "Eve")
            try await eve.send("leave", ["conversation": thread])
            _ = try await bob.next { $0.type == "viewers" && !$0.raw.contains("Eve") }
        }
    }

    @Test func `a listener whose connection is cut misses nothing`() async throws {
        try await TwoServers.run { servers in
            let visitor = try await servers.first.visitor()
            let agent = try await servers.second.agent("Bob")
            try await visitor.resume(thread)
            try await visitor.ask("person", ["conversation": thread, "id": "person-01"])
            try await agent.resume(thread)
            try await agent.ask("accept", ["conversation": thread, "id": "accept-01"])
            for number in 0..<10 {
                try await servers.cutListeners()
                try await agent.say("Reply \(number)", in: thread, id: "reply-00\(number)")
                try await visitor.say("Word \(number)", in: thread, id: "word-000\(number)")
            }
            let replies = try await Texts(of: visitor, 10, "agent")
            #expect(replies.texts == (0..<10).map { "Reply \($0)" } && replies.isChained)
            let words = try await Texts(of: agent, 10, "visitor")
            #expect(words.texts == (0..<10).map { "Word \($0)" })
        }
    }

    @Test func `exactly one node leads, and when it goes the other takes over`() async throws {
        try await TwoServers.run { servers in
            let nodes = [servers.first.baton, servers.second.baton]
            try await eventually { nodes.count(where: \.leads) == 1 ? () : nil }
            for _ in 0..<5 {
                try await servers.cutListeners()
                try await eventually { nodes.count(where: \.leads) == 1 ? () : nil }
            }
        }
    }
}

/// The next texts that one side said, as a client was sent them.
private struct Texts {
    private(set) var frames: [TestFrame] = []
    var texts: [String] { frames.compactMap { $0.event?.text } }

    init(of client: TestClient, _ count: Int, _ kind: String) async throws {
        while frames.count < count {
            frames.append(
                try await client.next { $0.event?.author?.kind == kind && $0.event?.text != nil })
        }
    }

    /// Whether the seqs rise and no event came twice.
    var isChained: Bool {
        zip(frames, frames.dropFirst()).allSatisfy { ($0.seq ?? 0) < ($1.seq ?? 0) }
    }
}
