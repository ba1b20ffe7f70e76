import BatonServer
import BatonTesting
import Calibration
import Conversations
import Foundation
import Identity
import Retrieval
import Storage
import Testing

/// From an answer to a promise: drawn, judged, bounded; from a handoff to what Baton would have said.
@Suite(.timeLimit(.minutes(2)))
struct CertaintyTests {
    private static let conversation = "c-certainty-1"

    @Test func `an answer is drawn, judged in one request, and leaves the queue`() async throws {
        try await TestServer.run(flags: ["--audit-percent", "100"]) { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Where is my data stored?", in: Self.conversation, id: "message-1")
            _ = try await visitor.next { $0.event?.author?.kind == "assistant" }
            let ada = try await server.console("Ada")
            let viewer = try await server.console("Vic", role: "viewer")
            let queue = try await eventually {
                let page = try await viewer.get("/api/certainty/audits")
                return page.rows("audits").isEmpty ? nil : page
            }
            let row = try #require(queue.rows("audits").first)
            #expect(row["question"] as? String == "Where is my data stored?")
            #expect((row["text"] as? String)?.isEmpty == false && queue.number("waiting") == 1)
            let answer = try #require(row["answer"] as? String)
            func judge(_ who: ConsoleClient, _ id: String, _ verdict: String, answer: String = answer)
                async throws -> Int
            {
                try await who.post(
                    "/api/certainty/verdicts",
                    #"{"id":"\#(id)","conversation":"\#(Self.conversation)","answer":"\#(answer)","#
                        + #""verdict":"\#(verdict)"}"#
                ).status
            }
            #expect(try await judge(viewer, "judge-0001", "right") == 403)
            #expect(try await judge(ada, "judge-0002", "splendid") == 400)
            #expect(try await judge(ada, "judge-0003", "right", answer: "s-nowhere-1") == 404)
            #expect(try await judge(ada, "judge-0004", "right") == 200)
            #expect(try await judge(ada, "judge-0004", "right") == 200)
            let page = try await eventually {
                let page = try await viewer.get("/api/certainty")
                return page.number("counts.right") == 1 ? page : nil
            }
            #expect(page.number("counts.waiting") == 0 && page.number("now.needed") == 100)
            #expect(page.bool("now.is_promised") == false)
            let judged = try await viewer.get("/api/certainty/audits?state=judged").rows("audits")
            #expect(judged.first?["verdict"] as? String == "right")
            #expect(try await viewer.get("/api/certainty/audits?after=x").status == 400)
        }
    }

    @Test func `what people say about a handoff is held against what Baton would have said`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume(Self.conversation)
            try await visitor.say("Do you sell purple elephants?", in: Self.conversation, id: "message-1")
            _ = try await visitor.next { $0.event?.type == "handed_off" }
            let agent = try await server.agent("Bob")
            try await agent.resume(Self.conversation)
            func ask(_ type: String, _ fields: [String: any Sendable]) async throws -> TestFrame {
                try await agent.ask(
                    type, fields.merging(["conversation": Self.conversation]) { own, _ in own })
            }
            #expect(try await ask("accept", ["id": "accept-01"]).type == "receipt")
            #expect(try await ask("send", ["id": "reply-001", "text": "We do not."]).type == "receipt")
            let named = try await ask("name_article", ["id": "name-0001", "message": "reply-001"])
            #expect(named.type == "receipt")
            let remembers = server.baton.index.current.embedder != nil
            let ada = try await server.console("Ada")
            let page = try await eventually {
                let page = try await ada.get("/api/certainty")
                let isDone =
                    page.number("counts.handed_over") == 1
                    && (!remembers || page.number("memory.remembered") == 1)
                return isDone ? page : nil
            }
            #expect(page.number("counts.answered") == 0 && page.number("counts.shadow_right") == 0)
        }
    }

    @Test func `judged answers make a promise, errors withdraw it, and an administrator goes back`()
        async throws
    {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let ada = try await server.console("Ada")
            func page(_ isDone: @escaping (ConsoleClient.Answer) -> Bool) async throws -> ConsoleClient.Answer
            {
                var last: ConsoleClient.Answer?
                try await clock.advanceUntil(secondsMax: 60) {
                    let page = try await ada.get("/api/certainty")
                    last = page
                    return isDone(page)
                }
                return try #require(last)
            }
            let version = server.baton.index.confidence.version
            try await Self.judged(server, 1_000..<1_120, version: version) { _ in .right }
            let good = try await page { $0.bool("now.is_promised") == true }
            #expect(good.text("now.basis") == "audit" && good.number("now.judged") == 120)
            #expect(good.rows("curve").isEmpty == false && good.rows("reliability").count == 10)
            let behind = try await ada.get("/api/certainty/conversations?from=0.9&judged=1&limit=50")
            #expect(behind.rows("conversations").count == 50 && behind.text("after") != nil)

            try await Self.judged(server, 2_000..<2_040, version: version) { _ in .wrong }
            let bad = try await page { $0.text("now.basis") == "drift" }
            #expect(bad.bool("now.is_promised") == false && bad.number("drift.wrong") ?? 0 > 0)
            let log = try await ada.get("/api/audit").rows("entries").compactMap { $0["action"] as? String }
            #expect(log.contains("drift") && log.contains("threshold_moved"))

            let other = ConfidenceModel(version: "fit-77", features: [], bias: 2)
            try await server.baton.store.add(
                ConfidenceVersion(other, madeAt: clock.now(), isTaken: false, why: "for a test"))
            let use = { (who: ConsoleClient, name: String) async throws in
                try await who.post("/api/certainty/use", "{\"version\":\"\(name)\"}").status
            }
            let bob = try await server.console("Bob", role: "agent")
            #expect(try await use(bob, "fit-77") == 403)
            #expect(try await use(ada, "fit-78") == 404)
            #expect(try await use(ada, "fit-77") == 200)
            #expect(server.baton.index.confidence.version == "fit-77")
            #expect(try await ada.get("/api/certainty").bool("is_pinned") == true)
            #expect(try await use(ada, "auto") == 200)
            #expect(server.baton.index.confidence.version == version)
        }
    }

    /// Answers in conversations of their own, drawn and judged.
    private static func judged(
        _ server: TestServer, _ numbers: Range<Int>, version: String,
        _ verdict: @Sendable (Int) -> AnswerVerdict
    ) async throws {
        let (store, now) = (server.baton.store, server.baton.recorder.clock.now())
        func id<Kind>(_ text: String) throws -> Identifier<Kind> { try #require(Identifier(text)) }
        for number in numbers {
            let visitor: VisitorID = try id("visitor-\(number)")
            let (question, answer): (MessageID, MessageID) = (
                try id("msg-\(number)-q"), try id("msg-\(number)-a")
            )
            let asked = try Conversation.receive(
                Message(id: question, author: .visitor(visitor), text: "How?"), from: visitor,
                in: try id("conversation-\(number)"), existing: nil, at: now)
            var state = asked.after
            _ = try await store.append(asked)
            let lease = AnswerLease(
                answer: answer, node: store.node, visitorSeq: state.visitorSeq,
                until: now.advanced(bySeconds: 60))
            let started = try #require(state.startAnswer(lease, evictingOthers: false, at: now))
            _ = try await store.append(started)
            state = started.after
            var decision = Decision(question: [question], outcome: .answer, snapshot: "abc")
            decision.confidence = 0.95
            decision.confidenceVersion = version
            decision.threshold = 0.5
            decision.audit = .init(rate: 0.05)
            let finished = try #require(
                state.finishAnswer(
                    .init(answer: answer, citations: [], asksIfHelped: true),
                    text: Message(id: answer, author: .assistant, text: "So."), decision: decision, at: now))
            _ = try await store.append(finished)
            let said = try finished.after.judge(
                answer, as: verdict(number), saidBy: .assistant, by: try id("agent-ada-1"),
                client: try id("judge-\(number)"), at: now)
            _ = try await store.append(said)
        }
    }
}
