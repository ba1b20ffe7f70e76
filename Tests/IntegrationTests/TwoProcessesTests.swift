import BatonTesting
import Foundation
import Glibc
import Testing

/// Two real processes on one PostgreSQL, of which one is lost in the middle of an answer.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct TwoProcessesTests {
    private static let thread = "conversation-1"
    private static let question = "How do I install Baton?"
    private static let answer = "To install Baton, clone the repository [1]."
    /// From the loss to the other's answer: silence, a look, a sweep, and a machine that is busy with tests.
    private static let takeoverSecondsMax = 40

    @Test func `a node that is killed in mid-answer is replaced, and exactly one answer stands`() async throws
    {
        try await Self.run { first, second, endpoint in
            let visitor = try await first.visitor()
            try await Self.ask(visitor)
            kill(first.process.processIdentifier, SIGKILL)
            let elsewhere = try await second.visitor(token: visitor.token)
            try await Self.expectOneAnswer(elsewhere)
            #expect(endpoint.requests.count == 2)
        }
    }

    @Test func `a node that was only paused gives no second answer when it comes back`() async throws {
        try await Self.run { first, second, endpoint in
            let visitor = try await first.visitor()
            try await Self.ask(visitor)
            kill(first.process.processIdentifier, SIGSTOP)
            let elsewhere = try await second.visitor(token: visitor.token)
            try await Self.expectOneAnswer(elsewhere)
            kill(first.process.processIdentifier, SIGCONT)
            endpoint.release()
            // The one that was paused shows what the other one said.
            let late = try await visitor.next(within: .seconds(40)) {
                $0.event?.type == "message" && $0.event?.author?.kind == "assistant"
            }
            #expect(late.event?.text?.contains("To install Baton") == true)
            // Whatever it still wanted to say had its chance once it takes another message and tells it.
            try await visitor.send("person", ["conversation": Self.thread, "id": "person-01"])
            _ = try await elsewhere.event("handed_off")
            try await Self.expectOneAnswer(try await second.visitor(token: visitor.token))
        }
    }

    /// Asks, and returns when the beginning of the answer is on the screen.
    private static func ask(_ visitor: TestClient) async throws {
        try await visitor.resume(thread)
        try await visitor.say(question, in: thread, id: "message-1")
        _ = try await visitor.next("delta")
    }

    /// Reads the conversation until there is an answer and looks back at all of it.
    private static func expectOneAnswer(_ visitor: TestClient) async throws {
        try await visitor.send("resume", ["conversation": thread, "after": 0])
        var events: [TestFrame] = []
        while true {
            let frame = try await visitor.next(within: .seconds(takeoverSecondsMax)) { $0.type == "event" }
            events.append(frame)
            if frame.event?.type == "message", frame.event?.author?.kind == "assistant" { break }
        }
        #expect(events.count { $0.event?.type == "withdrawn" } == 1)
        let begun = events.filter { $0.event?.type == "answering" }.compactMap { $0.event?.answer }
        #expect(begun.count == 2)
        #expect(events.first { $0.event?.type == "withdrawn" }?.event?.answer == begun.first)
        #expect(events.last?.event?.id == begun.last)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.seq == $1.prev })
    }

    /// Two servers on a fresh database and a model that stops in the middle of its first answer.
    private static func run(_ body: (Node, Node, ScriptedEndpoint) async throws -> Void) async throws {
        let url = try await PostgresServer.shared.database()
        let endpoint = try ScriptedEndpoint(
            Script([
                .streamHead + .said([answer + " Then"]) + [.hold] + .said([" run it [1]."]) + .finished(),
                .chat([answer]),
            ]))
        try await inFolder { baton in
            for (id, title, text) in articles {
                try baton.write("---\nid: \(id)\ntitle: \(title)\n---\n\(text)\n", to: "kb/\(id).md")
            }
            let arguments = [
                "serve", "--port", "0", "--storage", url, "--knowledge-base", "kb", "--prompts", prompts,
                "--model-url", endpoint.address, "--model", "m", "--model-auth", "none",
            ]
            let nodes = [
                try await Node(baton.start(arguments, name: "first")),
                try await Node(baton.start(arguments, name: "second")),
            ]
            do {
                try await body(nodes[0], nodes[1], endpoint)
            } catch {
                Issue.record("\(nodes.map(\.running.errors))")
                for node in nodes { node.end() }
                throw error
            }
            for node in nodes { node.end() }
        }
        endpoint.stop()
    }

    /// One server, once it listens.
    private struct Node {
        let running: BatonProcess.Running
        let port: Int
        var process: Process { running.process }

        init(_ running: BatonProcess.Running) async throws {
            self.running = running
            let console = try await eventually(within: 60) {
                running.output.split(separator: "\n").first { $0.hasPrefix("Console") }
            }
            port = try #require(
                console.split(separator: ":").last?.split(separator: "/").first.flatMap { Int($0) })
        }

        func visitor(token: String? = nil) async throws -> TestClient {
            try await TestClient.visitor(port: port, origin: "http://127.0.0.1:\(port)", token: token)
        }

        func end() {
            kill(process.processIdentifier, SIGCONT)
            kill(process.processIdentifier, SIGKILL)
        }
    }

    private static let articles = [
        (
            "install", "Install Baton",
            "To install Baton, clone the repository and run `script/run`. It takes minutes."
        ),
        (
            "embed", "Put the chat on your page",
            "Add one script tag to your page. The chat appears in the corner."
        ),
        (
            "data", "Where your data is stored",
            "Baton stores everything in the folder `data`. Back it up."
        ),
    ]

    private static let prompts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Prompts").standardized.path
}
