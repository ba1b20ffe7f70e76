import BatonTesting
import Foundation
import Identity
import Testing

/// The button beside the model's settings, against endpoints that do everything wrong.
@Suite(.timeLimit(.minutes(2)))
struct TryModelTests {
    private static let list = #"{"object":"list","data":[{"id":"big"},{"id":"small"}]}"#

    private func tried(_ script: Script?, model: String = "small", url: String? = nil) async throws
        -> ConsoleClient.Answer
    {
        let (answers, answer) = AsyncStream<ConsoleClient.Answer>.makeStream()
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let endpoint = try ScriptedEndpoint(script ?? Script([]))
            if script == nil { endpoint.stop() }
            let address = url ?? endpoint.address
            answer.yield(
                try await ada.post(
                    "/api/settings/try-model",
                    "{\"values\":{\"model_url\":\"\(address)\",\"model\":\"\(model)\"}}"))
            answer.finish()
            // Nothing was stored.
            #expect(try await ada.setting("model_url")["value"] as? String == "")
            endpoint.stop()
        }
        for await found in answers { return found }
        throw CancellationError()
    }

    private func last(_ answer: ConsoleClient.Answer) -> (name: String, detail: String) {
        let step = answer.rows("steps").last ?? [:]
        return (step["name"] as? String ?? "", step["detail"] as? String ?? "")
    }

    @Test func `a model that answers is tried in steps, the answer too`() async throws {
        let script = Script([.answer(200, Self.list), .chat(["Hel", "lo."])])
        let answer = try await tried(script)
        #expect(answer.bool("ok") == true, "\(answer.text)")
        #expect(
            answer.rows("steps").compactMap { $0["name"] as? String }
                == ["settings", "connection", "key", "model", "answer"])
        #expect(last(answer).detail == "It answered: Hello.")
    }

    @Test func `what went wrong is said in words`() async throws {
        let refused = last(try await tried(nil))
        #expect(refused.name == "connection" && refused.detail.contains("refuses connections"))
        let lost = last(try await tried(Script([]), url: "http://nowhere.invalid/v1"))
        #expect(lost.name == "connection" && lost.detail.contains("There is no host nowhere.invalid"))
        let key = last(try await tried(Script([.answer(401, "{}")])))
        #expect(key.name == "key" && key.detail.contains("wants a key"))
        let unknown = last(try await tried(Script([.answer(200, Self.list)]), model: "huge"))
        #expect(unknown.name == "model" && unknown.detail.contains("It has: big, small."))
        let page = last(try await tried(Script([.answer(200, "<html>")])))
        #expect(page.name == "model" && page.detail.contains("/v1"))
        let plain = last(
            try await tried(Script([.answer(200, Self.list)]), url: "https://127.0.0.1:1/v1"))
        #expect(plain.name == "connection")
        let broken = last(
            try await tried(Script([.answer(200, Self.list), .answer(500, #"{"error":"x"}"#)])))
        #expect(broken.name == "answer" && broken.detail.contains("problem of its own"))
        let elsewhere = last(try await tried(Script([.answer(302, "", ["Location: file:///etc/passwd"])])))
        #expect(elsewhere.name == "model" && elsewhere.detail.contains("sends elsewhere"))
    }

    @Test func `a model that is set answers at once, and the one before ends its answer`() async throws {
        let first = try ScriptedEndpoint(
            Script([
                .streamHead + .said(["To install Baton, clone the repository [1]. Then"]) + [.hold]
                    + .said([" run `script/run` [1]."])
                    + .finished("stop")
            ]))
        let second = try ScriptedEndpoint(Script([.chat(["To install Baton, clone the repository [1]."])]))
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            func use(_ endpoint: ScriptedEndpoint) async throws {
                let set = try await ada.set("{\"model_url\":\"\(endpoint.address)\",\"model\":\"m\"}")
                #expect(set.status == 200, "\(set.text)")
            }
            let visitor = try await server.visitor()
            try await use(first)
            try await visitor.resume("conversation-1")
            try await visitor.say("How do I install Baton?", in: "conversation-1", id: "message-1")
            _ = try await first.request(0)
            try await use(second)
            let other = try await server.visitor()
            try await other.resume("conversation-2")
            try await other.say("How do I install Baton?", in: "conversation-2", id: "message-2")
            _ = try await second.request(0)
            #expect(first.hangUps.isEmpty)
            first.release()
            func answer(to client: TestClient) async throws -> String? {
                try await client.next {
                    $0.event?.type == "message" && $0.event?.author?.kind == "assistant"
                }.event?.text
            }
            // Word for word what each model wrote: no quotation had to step in.
            let texts = (try await answer(to: visitor), try await answer(to: other))
            #expect(texts.0 == "To install Baton, clone the repository. Then run `script/run`. [1]")
            #expect(texts.1 == "To install Baton, clone the repository. [1]")
            #expect(first.requests.count == 1)
        }
        first.stop()
        second.stop()
    }
}
