import BatonTesting
import Foundation
import Outbound
import Testing

@testable import LanguageModel

private let address = ProcessInfo.processInfo.environment["BATON_MODEL_URL"]
private let key = ProcessInfo.processInfo.environment["BATON_MODEL_KEY"]

/// Against a real endpoint, such as llama.cpp's server with a small model: only how it talks is looked at,
/// never what it says.
@Suite(
    .timeLimit(.minutes(5)), .serialized,
    .enabled(if: address != nil, "BATON_MODEL_URL does not name a real endpoint"))
struct RealEndpointTests {
    private func model(
        key: String? = key, _ change: (inout EndpointSettings) -> Void = { _ in }
    ) throws -> (EndpointModel, OutboundClient) {
        let name = ProcessInfo.processInfo.environment["BATON_MODEL_NAME"] ?? "smollm2-135m"
        var settings = try EndpointSettings(
            address: EndpointAddress(try #require(address)), model: name, key: try key.map { try APIKey($0) })
        settings.deadlines.firstTokenMillisecondsMax = 60_000
        settings.deadlines.betweenTokensMillisecondsMax = 30_000
        settings.deadlines.totalMillisecondsMax = 120_000
        change(&settings)
        let client = try OutboundClient(settings.outbound)
        return (EndpointModel(settings, client: client), client)
    }

    private func request(_ text: String, tokensMax: Int = 16) -> ChatRequest {
        ChatRequest(
            messages: [ChatMessage(.system, "Answer in one sentence."), ChatMessage(.user, text)],
            tokensMax: tokensMax)
    }

    @Test func `it answers, with a text and an end, and twice the same`() async throws {
        let (model, _) = try model()
        var texts: Set<String> = []
        for _ in 0..<2 {
            let asked = ContinuousClock().now
            let answer = await Answer(model.stream(request("What is a reset link?")))
            print("\(answer.pieces.count) pieces in \(asked.duration(to: .now))")
            #expect(answer.error == nil && !answer.text.isEmpty)
            #expect([.stop, .length].contains(answer.ending?.reason))
            texts.insert(answer.text)
        }
        #expect(texts.count == 1)
    }

    @Test func `it is found healthy, and a wrong key is not`() async throws {
        let (model, _) = try model()
        #expect(await model.probe() == .ready)
        guard key != nil else { return }
        let (stranger, _) = try self.model(key: "not-the-key")
        #expect(await stranger.probe() == .unauthorized)
        #expect(await Answer(stranger.stream(request("Hello"))).failure == .unauthorized)
    }

    @Test func `a prompt that is too long is rejected`() async throws {
        let (model, _) = try model()
        let long = String(repeating: "The reset link is valid for a while. ", count: 2_000)
        #expect(await Answer(model.stream(request(long))).failure == .rejected)
    }

    @Test func `leaving frees the slot, in the answer and before it`() async throws {
        let (model, client) = try model()
        // In the middle of an answer.
        for try await _ in model.stream(request("Tell a long story.", tokensMax: 1_000)) { break }
        #expect(try await idle(client) < .seconds(2))
        // While the prompt is read: the server notices when it has read a part of it.
        let long = String(repeating: "The reset link is valid for a while. ", count: 60)
        let task = Task { await Answer(model.stream(request(long, tokensMax: 1_000))) }
        try await eventually(within: 60) { try await isBusy(client) ? () : nil }
        task.cancel()
        _ = await task.value
        _ = try await idle(client)
    }

    /// llama.cpp says what its slots are doing.
    private func isBusy(_ client: OutboundClient) async throws -> Bool {
        struct Slot: Decodable {
            let is_processing: Bool
        }
        let base = try #require(address).replacing("/v1", with: "")
        let headers = key.map { [OutboundHeader("Authorization", "Bearer \($0)")] } ?? []
        var body: [UInt8] = []
        for try await event in client.stream(OutboundRequest(.get, base + "/slots", headers: headers)) {
            if case .bytes(let bytes) = event { body += bytes }
        }
        return try JSONDecoder().decode([Slot].self, from: Data(body)).contains { $0.is_processing }
    }

    /// How long it took until no slot was at work any more.
    private func idle(_ client: OutboundClient) async throws -> Duration {
        let left = ContinuousClock().now
        try await eventually(within: 60) { try await isBusy(client) ? nil : () }
        let waited = left.duration(to: .now)
        print("the slot was free after \(waited)")
        return waited
    }
}
