import BatonServer
import BatonTesting
import Conversations
import Foundation
import Identity
import Learning
import Storage
import Testing

/// Training by consent: what the chat asks, what it keeps, and what an export takes of it.
@Suite(.timeLimit(.minutes(2)))
struct TrainingConsentTests {
    private static let ask = ["--training-export", "ask"]

    /// A visitor with one answered question in a conversation.
    private func asked(_ server: TestServer, in conversation: String) async throws -> TestClient {
        let visitor = try await server.visitor()
        try await ask(visitor, in: conversation)
        return visitor
    }

    private func ask(_ visitor: TestClient, in conversation: String) async throws {
        try await visitor.resume(conversation)
        try await visitor.say("Where is my data stored?", in: conversation, id: "message-\(conversation)")
        _ = try await visitor.next {
            $0.event?.author?.kind == "assistant" && $0.conversation == conversation
        }
    }

    private func say(
        _ training: Bool, _ visitor: TestClient, in conversation: String, id: String
    ) async throws -> TestFrame {
        try await visitor.ask(
            "consent", ["conversation": conversation, "id": id, "training": training])
    }

    /// What an export makes, and its README.
    private func export(
        _ server: TestServer, _ ground: TrainingGround = .ask
    ) async throws -> (made: TrainingExport.Outcome, readme: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "training-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try await TrainingExport(store: server.baton.store, folder: folder.path, ground: ground)
            .write(.init(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: .max), area: nil))
        return (made, try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8))
    }

    @Test func `only visitors who said yes, and did not take it back, are exported`() async throws {
        try await TestServer.run(flags: Self.ask) { server in
            let ada = try await asked(server, in: "c-consent-1")
            #expect(ada.welcome.value("consent.training") == nil && ada.welcome.raw.contains("\"consent\":{"))
            _ = try await asked(server, in: "c-consent-2")
            let eve = try await asked(server, in: "c-consent-3")
            let first = try await say(true, ada, in: "c-consent-1", id: "consent-1")
            #expect(first.type == "receipt" && first.isRepeat == false)
            #expect(try await say(true, ada, in: "c-consent-1", id: "consent-1").isRepeat == true)
            _ = try await say(false, eve, in: "c-consent-3", id: "consent-1")

            var (made, readme) = try await export(server)
            #expect(made.conversations == 1 && made.declined == 1 && made.unasked == 1)
            #expect(readme.contains("1 whose visitor said no, 1 whose visitor has not answered"))
            // What was said once holds for what is asked later, on another connection too.
            let again = try await server.visitor(token: ada.token)
            #expect(again.welcome.value("consent.training") == "true")
            try await ask(again, in: "c-consent-4")
            #expect(try await export(server).made.conversations == 2)

            _ = try await say(false, again, in: "c-consent-4", id: "consent-2")
            (made, readme) = try await export(server)
            #expect(made.conversations == 0 && made.declined == 3 && made.examples == 0)
            #expect(readme.contains("0 questions of 0 conversations"))
            // Another ground takes who said nothing, and still nobody who said no.
            (made, readme) = try await export(server, .on)
            #expect(made.conversations == 1 && made.declined == 3 && made.unasked == 0)
            #expect(readme.contains("without asking each visitor"))
        }
    }

    @Test func `an erasure takes a yes back, also where no words were left`() async throws {
        try await TestServer.run(flags: Self.ask) { server in
            let ada = try await asked(server, in: "c-consent-1")
            _ = try await say(true, ada, in: "c-consent-1", id: "consent-1")
            let store = server.baton.store
            let id = try #require(ConversationID("c-consent-1"))
            let visitor = try #require(ada.welcome.visitor.flatMap { VisitorID($0) })
            let eraser = Eraser(store: store, clock: SystemClock())
            // Its words went with age: the yes still holds for what else the visitor writes.
            _ = try await store.erase(id, why: .age, at: SystemClock().now())
            #expect(try await store.consent(of: visitor)?.isGiven == true)
            #expect(try await eraser.erase(visitor).conversations == 0)
            #expect(try await store.consent(of: visitor) == nil)

            _ = try await say(true, ada, in: "c-consent-1", id: "consent-2")
            try await ask(ada, in: "c-consent-2")
            #expect(try await eraser.erase(visitor).conversations == 1)
            #expect(try await store.consent(of: visitor) == nil)
            let again = try await server.visitor(token: ada.token)
            #expect(again.welcome.value("consent.training") == nil)
        }
    }

    @Test func `the team sees what the visitor said, and nobody else can say it`() async throws {
        try await TestServer.run(flags: Self.ask) { server in
            let ada = try await asked(server, in: "c-consent-1")
            let bob = try await server.agent("Bob")
            try await bob.resume("c-consent-1")
            try await bob.send("visitor", ["conversation": "c-consent-1"])
            #expect(try await bob.next("visitor").value("visitor.training") == nil)
            _ = try await say(false, ada, in: "c-consent-1", id: "consent-1")
            #expect(try await bob.event("consented").value("event.training") == "false")
            try await bob.send("visitor", ["conversation": "c-consent-1"])
            #expect(try await bob.next("visitor").value("visitor.training") == "false")

            let misplaced = try await say(true, bob, in: "c-consent-1", id: "consent-2")
            #expect(misplaced.code == "unknown_type")
            let stranger = try await server.visitor()
            let foreign = try await say(true, stranger, in: "c-consent-1", id: "consent-2")
            #expect(foreign.code == "unknown_conversation")
            let nowhere = try await say(true, ada, in: "c-consent-9", id: "consent-2")
            #expect(nowhere.code == "unknown_conversation")
        }
    }

    @Test func `a frame without its word, or with another kind of word, stores nothing`() async throws {
        try await TestServer.run(flags: Self.ask) { server in
            let ada = try await asked(server, in: "c-consent-1")
            let words: [[String: any Sendable]] = [[:], ["training": "yes"], ["training": 1]]
            for (number, word) in words.enumerated() {
                let fields: [String: any Sendable] = [
                    "conversation": "c-consent-1", "id": "consent-\(number)",
                ]
                try await ada.send("consent", fields.merging(word) { own, _ in own })
                #expect(try await ada.next("error").code == "bad_frame")
            }
            let visitor = try #require(ada.welcome.visitor.flatMap { VisitorID($0) })
            #expect(try await server.baton.store.consent(of: visitor) == nil)
        }
    }

    @Test(arguments: ["off", "on"])
    func `nobody is asked where the setting does not say so`(_ setting: String) async throws {
        try await TestServer.run(flags: ["--training-export", setting]) { server in
            let ada = try await asked(server, in: "c-consent-1")
            #expect(ada.welcome.raw.contains("\"consent\":null"))
            // Who takes a yes back that was given before is heard all the same.
            #expect(try await say(false, ada, in: "c-consent-1", id: "consent-1").type == "receipt")
            #expect(try await export(server, .on).made.declined == 1)
        }
    }
}
