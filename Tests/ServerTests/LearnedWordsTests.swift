import BatonServer
import BatonTesting
import Conversations
import Foundation
import Knowledge
import Learning
import Storage
import Testing

/// What Baton keeps of people's words: phrasings, questions that come back, and what is left after an
/// erasure.
@Suite(.timeLimit(.minutes(2)))
struct LearnedWordsTests {
    private static let question = "How do I put purple elephants on my farm?"
    private static let conversation = "c-learned-1"

    /// A visitor asks what nobody has written, and Bob answers by naming an article.
    private func named(_ server: TestServer) async throws -> TestClient {
        let visitor = try await server.visitor()
        try await visitor.resume(Self.conversation)
        try await visitor.say(Self.question, in: Self.conversation, id: "message-1")
        _ = try await visitor.next { $0.event?.type == "handed_off" }
        let bob = try await server.agent("Bob")
        try await bob.resume(Self.conversation)
        func ask(_ type: String, _ fields: [String: any Sendable]) async throws {
            let all = fields.merging(["conversation": Self.conversation]) { own, _ in own }
            #expect(try await bob.ask(type, all).type == "receipt")
        }
        try await ask("accept", ["id": "accept-01"])
        try await ask("send", ["id": "reply-001", "text": "As the article on installing says."])
        try await ask("name_article", ["id": "name-0001", "message": "reply-001", "article": "install"])
        return visitor
    }

    private func phrasings(_ server: TestServer) async throws -> [String] {
        let id = try #require(ArticleID("install"))
        return try #require(try await server.baton.store.revision(id)).article.phrasings
    }

    /// The article has it before it is noted that it was added.
    private func added(_ server: TestServer) async throws {
        try await eventually {
            let taken = try await server.baton.store.phrasings(.taken, limit: 9)
            return taken.map(\.text) == [Self.question] ? () : nil
        }
    }

    private func offered(_ editor: ConsoleClient) async throws -> String {
        try await eventually {
            let rows = try await editor.get("/api/phrasings").rows("phrasings")
            #expect(rows.allSatisfy { $0["article"] as? String == "install" })
            return rows.first { $0["text"] as? String == Self.question }?["id"] as? String
        }
    }

    @Test func `a question that a person answered by naming an article is offered as its phrasing`()
        async throws
    {
        try await TestServer.run { server in
            _ = try await named(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try await offered(editor)
            #expect(try await phrasings(server).contains(Self.question) == false)
            let body = #"{"phrasings":["\#(id)"],"takes":true}"#
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.post("/api/phrasings/settle", body).status == 403)
            #expect(
                try await editor.post("/api/phrasings/settle", #"{"phrasings":[],"takes":true}"#).status
                    == 400)
            #expect(try await editor.post("/api/phrasings/settle", body).number("taken") == 1)
            #expect(try await phrasings(server).contains(Self.question))
            #expect(try await editor.post("/api/phrasings/settle", body).number("taken") == 0)
            #expect(try await editor.get("/api/phrasings").rows("phrasings").isEmpty)
        }
    }

    @Test func `where the setting says so it is added at once, and what was left out is not asked again`()
        async throws
    {
        try await TestServer.run(flags: ["--phrasings", "add"]) { server in
            _ = try await named(server)
            try await added(server)
            #expect(try await phrasings(server).contains(Self.question))
        }
        try await TestServer.run { server in
            _ = try await named(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try await offered(editor)
            let left = try await editor.post(
                "/api/phrasings/settle", #"{"phrasings":["\#(id)"],"takes":false}"#)
            #expect(left.number("taken") == 0)
            #expect(try await server.baton.store.phrasings(.left, limit: 9).map(\.id.text) == [id])
            #expect(try await phrasings(server).contains(Self.question) == false)
        }
    }

    @Test func `who asks again within a week was not helped`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            for (number, place) in ["c-again-1", "c-again-2"].enumerated() {
                try await visitor.resume(place)
                try await visitor.say("Where is my data stored?", in: place, id: "message-\(number)")
                _ = try await visitor.next {
                    $0.event?.author?.kind == "assistant" && $0.conversation == place
                }
            }
            let first = try #require(ConversationID("c-again-1"))
            try await eventually {
                let events = try await server.baton.store.events(
                    of: first, after: 0, limit: 50, in: .system(reason: "test"))
                let again = events.compactMap { delivered -> EventBody.AskedAgain? in
                    if case .askedAgain(let again) = delivered.event.body { again } else { nil }
                }
                #expect(again.count <= 1 && again.allSatisfy { $0.conversation.value == "c-again-2" })
                return again.isEmpty ? nil : ()
            }
            try await eventually {
                let since = Timestamp(milliseconds: 0)
                let found = try await server.baton.store.escalations(since: since, limit: 9)
                return found.contains { $0.escalation.causes == [.repeated] } ? () : nil
            }
        }
    }

    @Test func `an erased person's words are nowhere, and what happened stays`() async throws {
        try await TestServer.run(flags: ["--phrasings", "add"]) { server in
            let store = server.baton.store
            _ = try await named(server)
            try await added(server)
            #expect(try await phrasings(server).contains(Self.question))
            let id = try #require(ConversationID(Self.conversation))
            let known = try #require(try await store.conversation(id, in: .system(reason: "test")))
            let eraser = Eraser(store: store, clock: SystemClock())
            #expect(try await eraser.visitors(of: "nobody@example.com").isEmpty)
            let found = try await eraser.visitors(of: known.visitor.value)
            #expect(found.map(\.id) == [known.visitor] && found.first?.conversations == 1)

            let report = try await eraser.erase(known.visitor)
            #expect(report.conversations == 1 && report.erased.texts >= 2 && report.phrasings == 1)
            #expect(try await phrasings(server).contains(Self.question) == false)
            let install = try #require(ArticleID("install"))
            let current = try #require(try await store.revision(install))
            for number in 1...current.number {
                let old = try await store.revision(install, number: number)
                #expect(old?.article.phrasings.contains(Self.question) != true)
            }
            let events = try await store.events(of: id, after: 0, limit: 99, in: .system(reason: "test"))
            #expect(events.allSatisfy { $0.message == nil })
            #expect(events.contains { $0.event.body == .redacted(.person) })
            #expect(events.contains { if case .handedOff = $0.event.body { true } else { false } })
            // Whoever looks at it from now on hears of it, and reads none of the words.
            let zoe = try await server.agent("Zoe")
            try await zoe.resume(Self.conversation)
            let asked = try await zoe.next { $0.event?.author?.kind == "visitor" }
            #expect(asked.event?.text == "")
            _ = try await zoe.next { $0.event?.type == "redacted" }
            #expect(try await eraser.erase(known.visitor).conversations == 0)
        }
    }

    @Test func `questions, answers and what became of them are written for training`() async throws {
        try await TestServer.run { server in
            let visitor = try await named(server)
            try await visitor.resume("c-learned-2")
            try await visitor.say("Where is my data stored?", in: "c-learned-2", id: "message-2")
            let said = try await visitor.next {
                $0.event?.author?.kind == "assistant" && $0.conversation == "c-learned-2"
            }
            #expect(said.event?.text?.isEmpty == false)
            try await visitor.say("Write to ada@example.com please", in: "c-learned-2", id: "message-3")
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "training-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let export = TrainingExport(
                store: server.baton.store, folder: folder.path, ground: .on)
            let range = TrainingExport.Range(
                from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: .max), area: nil)
            let made = try await eventually {
                try? FileManager.default.removeItem(at: folder)
                let made = try await export.write(range)
                return made.examples >= 3 ? made : nil
            }
            #expect(made.conversations == 2 && made.supervised >= 1)
            let lines = try String(contentsOf: folder.appending(path: "examples.jsonl"), encoding: .utf8)
                .split(separator: "\n")
            #expect(lines.count == made.examples)
            let asked = try #require(lines.first { $0.contains("elephants") })
            #expect(asked.contains(#""named_article":"install""#) && asked.contains(#""outcome":"failed""#))
            #expect(asked.contains(#""human_answer":"As the article on installing says.""#))
            let answered = try #require(lines.first { $0.contains(#""question":"Where is my data"#) })
            #expect(answered.contains(#""assistant_answer":""#) && answered.contains(#""passages":[{"#))
            #expect(lines.contains { $0.contains("Write to [e-mail] please") })
            #expect(lines.allSatisfy { !$0.contains("ada@example.com") })
            await #expect(throws: ExportRefused.self) { try await export.write(range) }
        }
    }

    @Test func `words are kept for as long as the operator says`() async throws {
        let clock = ManualClock()
        try await TestServer.run(
            flags: ["--keep-words-days", "30"], adjust: { $0.clock = clock }
        ) { server in
            let store = server.baton.store
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Where is my data stored?", in: Self.conversation, id: "message-1")
            _ = try await visitor.next { $0.event?.author?.kind == "assistant" }
            let eraser = Eraser(store: store, clock: clock)
            #expect(try await eraser.erase(olderThanDays: 30).conversations == 0)
            clock.advance(seconds: 31 * 86_400)
            let id = try #require(ConversationID(Self.conversation))
            try await clock.advanceUntil(secondsMax: 7_200) {
                let events = try await store.events(of: id, after: 0, limit: 99, in: .system(reason: "test"))
                return events.contains { $0.event.body == .redacted(.age) }
            }
            #expect(try await store.conversationsWithWords(before: clock.now(), limit: 9).isEmpty)
        }
    }
}
