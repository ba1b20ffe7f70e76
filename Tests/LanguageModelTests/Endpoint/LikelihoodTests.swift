import BatonTesting
import Foundation
import Testing

@testable import LanguageModel

/// How likely each token was: asked for where that is set, read where it comes, and missed by nobody.
struct LikelihoodTests {
    private static func event(_ text: String, _ logprobs: String) -> String {
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"logprobs\":\(logprobs)}]}\n\n"
    }

    private static func token(_ log: String) -> String {
        "{\"token\":\"a\",\"bytes\":null,\"logprob\":\(log)}"
    }

    private func steps(_ logprobs: String) -> [ChatStreamDecoder.Step] {
        var decoder = ChatStreamDecoder(status: 200, contentType: "text/event-stream")
        return decoder.receive(Array(Self.event("Hi", logprobs).utf8))
    }

    private func found(_ logprobs: String) -> (mean: Double, lowest: Double)? {
        for case .likelihood(let found) in steps(logprobs) { return (found.mean, found.lowest) }
        return nil
    }

    @Test func `the logarithms of a piece come behind its text`() {
        let two = "{\"content\":[\(Self.token("-0.5")),\(Self.token("-1.5"))]}"
        #expect(found(two)?.mean == -1 && found(two)?.lowest == -1.5)
        let steps = steps(two)
        guard case .likelihood = steps.last, case .text("Hi") = steps.first else {
            Issue.record("they came as \(steps)")
            return
        }
    }

    @Test(arguments: [
        "null", "{}", "5", "[]", "{\"content\":null}", "{\"content\":[]}",
        "{\"content\":[{\"token\":\"a\"}]}",
        "{\"content\":\"x\"}", "{\"content\":[{\"logprob\":0.5}]}", "{\"token_logprobs\":[-1]}",
    ])
    func `anything else is none, and the text comes all the same`(_ logprobs: String) {
        #expect(found(logprobs) == nil)
        guard case .text("Hi") = steps(logprobs).first else {
            Issue.record("the text is lost with \(logprobs)")
            return
        }
    }

    @Test func `what is as good as impossible does not drown the rest`() {
        #expect(TokenLikelihood([-9999, 0])?.mean == -50)
        #expect(TokenLikelihood([-.infinity]) == nil && TokenLikelihood([]) == nil)
        let both = TokenLikelihood.both(TokenLikelihood([-1]), TokenLikelihood([-3, -2]))
        #expect(both?.count == 3 && both?.mean == -2 && both?.lowest == -3)
        #expect(TokenLikelihood.both(nil, both) == both && TokenLikelihood.both(nil, nil) == nil)
    }

    @Test(arguments: [true, false])
    func `they are asked for only where that is set`(_ asks: Bool) throws {
        var settings = try EndpointSettings(address: EndpointAddress("http://127.0.0.1:9/v1"), model: "some")
        settings.asksForLikelihoods = asks
        let body = String(
            decoding: try ChatBody(ChatRequest(messages: [], tokensMax: 9), settings).bytes, as: UTF8.self)
        #expect(body.contains("\"logprobs\":true") == asks && !body.contains("top_logprobs"))
    }

    @Test func `each sentence knows of its own tokens`() async throws {
        let model = RecordingModel([
            .text("One is one [1]."), .likelihood(try #require(TokenLikelihood([-1]))),
            .text(" Two is"), .likelihood(try #require(TokenLikelihood([-2]))),
            .text(" two [1]."), .likelihood(try #require(TokenLikelihood([-4]))),
            .ended(ChatEnding(reason: .stop)),
        ])
        let sentences = ModelSentences(
            model: model, request: ChatRequest(messages: [], tokensMax: 9),
            reader: AnswerReader(secrets: []) { _ in false },
            sources: [])
        var found: [TokenLikelihood?] = []
        for try await sentence in sentences { found.append(sentence.likelihood) }
        // A sentence is known to be complete some text behind its end, which counts with it.
        #expect(found.map { $0?.count } == [2, 1])
        #expect(found.map { $0?.mean } == [-1.5, -4])
    }
}
