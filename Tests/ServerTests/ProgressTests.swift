import BatonServer
import BatonTesting
import Conversations
import Foundation
import Retrieval
import Storage
import Synchronization
import Testing

/// After a publication: what is counted, what is claimed, and what is told.
@Suite(.timeLimit(.minutes(3)))
struct ProgressTests {
    /// The machine's clock, so many days off: a test goes through months in seconds.
    private final class ShiftedClock: WallClock {
        private let clock = SystemClock()
        private let days = Mutex(0.0)

        func shift(to days: Double) { self.days.withLock { $0 = days } }

        func now() -> Timestamp {
            clock.now().advanced(bySeconds: Int(days.withLock { $0 } * 86_400))
        }

        func sleep(milliseconds: Int) async throws { try await clock.sleep(milliseconds: milliseconds) }
    }

    private static let cold = "Do you deliver parcels to Greenland?"
    private static let other = "Which hiking boots are waterproof?"

    /// A question that the Assistant passed on, put into the log as if it had been asked then.
    private func fail(_ server: TestServer, _ text: String, _ number: Int, at: Timestamp) async throws {
        let store = server.baton.store
        let conversation = try #require(ConversationID("c-progress-\(number)"))
        let visitor = try #require(VisitorID("v-progress-\(number)"))
        let message = try #require(MessageID("m-progress-\(number)"))
        let asked = try Conversation.receive(
            Message(id: message, author: .visitor(visitor), text: text), from: visitor, in: conversation,
            existing: nil, at: at)
        let before = asked.after
        let decision = Decision(
            question: [message], outcome: .handOff, reason: .missingKnowledge, snapshot: "abc",
            candidates: [])
        let change = before.handOff(
            decision, reason: .missingKnowledge, visitorSeq: before.visitorSeq, online: 0, shown: nil, at: at)
        let passedOn = try #require(change)
        _ = try await store.append(asked)
        _ = try await store.append(passedOn)
    }

    /// Six weeks before: two a week of one, ten a week of the other.
    private func failBefore(_ server: TestServer, _ days: (Double) -> Timestamp) async throws {
        try await fail(server, Self.other, 900, at: days(-43))
        for week in 0..<6 {
            let start = Double(week) * 7 - 41.9
            for number in 0..<12 {
                try await fail(
                    server, number < 2 ? Self.cold : Self.other, week * 12 + number,
                    at: days(start + Double(number) / 2))
            }
        }
    }

    private func publish(_ editor: ConsoleClient, _ gap: String) async throws -> ConsoleClient.Answer {
        let body: [String: Any] = [
            "gap": gap, "article": "greenland", "title": "Parcels to Greenland", "language": "en",
            "audience": "everyone", "text": "Parcels to Greenland take nine days and cost 40 euros.",
            "phrasings": [Self.cold, "parcels to Greenland", "deliver a parcel to Greenland"],
            "revision": NSNull(),
        ]
        let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
        return try await editor.post("/api/gaps/publish", text)
    }

    /// The open gap with this question, once it has so many.
    private func gap(_ editor: ConsoleClient, _ question: String, _ count: Int) async throws -> String {
        try await eventually {
            _ = try await editor.post("/api/gaps/find", "{}")
            for row in try await editor.get("/api/gaps").rows("gaps") {
                let id = row["id"] as? String ?? ""
                let asked = try await editor.get("/api/gaps/gap?id=\(id)").rows("questions")
                if asked.contains(where: { $0["text"] as? String == question }), asked.count == count {
                    return id
                }
            }
            return nil
        }
    }

    @Test func `a new installation says that there is nothing to measure`() async throws {
        try await TestServer.run { server in
            let viewer = try await server.console("Vic", role: "viewer")
            let page = try await viewer.get("/api/progress")
            #expect(page.status == 200 && page.rows("answered").isEmpty && page.rows("weeks").isEmpty)
            #expect(page.number("live.of") == 0 && page.bool("prevented.is_distinguishable") == false)
            #expect(page.number("velocity.whole.open") == 0 && page.text("velocity.whole.median") == nil)
            #expect(page.number("digest.open_count") == 0)
            #expect(try await viewer.get("/api/progress/notices").rows("notices").isEmpty)
            #expect(try await viewer.get("/api/progress/questions?id=gone").status == 404)
            let nobody = ConsoleClient(server: server, cookie: nil)
            #expect(try await nobody.get("/api/progress").status == 401)
        }
    }

    @Test func `what a publication did is counted, claimed against gaps left alone, and told once`()
        async throws
    {
        let clock = ShiftedClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let now = clock.now()
            func days(_ days: Double) -> Timestamp { now.advanced(bySeconds: Int(days * 86_400)) }
            try await failBefore(server, days)
            let early = try await server.console("Eve", role: "editor")
            let id = try await gap(early, Self.cold, 12)
            let published = try await publish(early, id)
            #expect(published.status == 200)
            let fresh = try await early.get("/api/progress")
            let row = try #require(fresh.rows("answered").first)
            let young = try #require(row["prevented"] as? [String: Any])
            #expect(row["gap"] as? String == id && young["missing"] as? String == "weeks")
            #expect(fresh.bool("prevented.is_distinguishable") == false)
            #expect(fresh.number("velocity.whole.ended") == 0 && fresh.number("velocity.whole.open") == 2)
            let told = try await eventually {
                let told = try await early.get("/api/progress/notices").rows("notices")
                return told.isEmpty ? nil : told
            }
            // Gaps that were there for weeks are no news; the verdict is.
            #expect(told.map { $0["word"] as? String } == ["verdict"])

            let index = server.baton.index
            try await eventually { index.current.articleCount == 4 ? () : nil }
            for number in 0..<5 {
                let visitor = try await server.visitor()
                try await visitor.resume("c-after-\(number)")
                try await visitor.say(Self.cold, in: "c-after-\(number)", id: "m-after-0\(number)")
                _ = try await visitor.next { $0.event?.author?.kind == "assistant" }
            }
            // Six weeks on: the other gap went on as before.
            for number in 0..<60 {
                try await fail(server, Self.other, 1_000 + number, at: days(0.5 + Double(number) * 0.7))
            }
            clock.shift(to: 43)
            let editor = try await server.console("Edda", role: "editor")
            _ = try await gap(editor, Self.other, 121)
            // After so many days all that is fitted is fitted anew, and outcomes wait for that.
            let page = try await eventually(within: 90) {
                let page = try await editor.get("/api/progress")
                let isDone =
                    page.bool("prevented.is_distinguishable") == true && page.number("live.of") == 5
                return isDone ? page : nil
            }
            #expect(page.number("live.answered") == 5 && page.number("live.of") == 5)
            #expect(page.number("prevented.measured") == 1 && (page.number("prevented.count") ?? 0) >= 11)
            #expect((page.number("prevented.low") ?? 0) > 0)
            // Nobody answered these questions, so that no replay proves the article.
            #expect(page.number("velocity.whole.ended") == 0 && page.number("velocity.whole.open") == 2)
            #expect(page.rows("weeks").contains { $0["week"] as? Int == 5 && $0["observed"] as? Int == 0 })
            #expect(page.strings("digest.published").isEmpty)
            let measured = try await editor.get("/api/progress/gap?id=\(id)")
            #expect(measured.number("measured.live.of") == 5)
            let asked = try await editor.get("/api/progress/questions?id=\(id)").rows("questions")
            #expect(asked.count == 5 && asked.allSatisfy { $0["is_solved"] as? Bool == true })
            #expect(asked.first?["text"] as? String == Self.cold)
            #expect(try await editor.get("/api/progress/notices").rows("notices").count <= 2)
        }
    }
}
