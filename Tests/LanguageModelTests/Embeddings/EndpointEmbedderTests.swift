import BatonTesting
import Embedding
import Foundation
import Outbound
import Testing

@testable import LanguageModel

/// Vectors from a server: how it is asked, what is believed, and what is not.
@Suite(.timeLimit(.minutes(1)))
struct EndpointEmbedderTests {
    private static func answer(_ vectors: [[Float]], indices: [Int]? = nil) -> [Script.Step] {
        let entries = vectors.enumerated().map { place, vector in
            let numbers = vector.map { "\($0)" }.joined(separator: ",")
            return
                "{\"object\":\"embedding\",\"index\":\(indices?[place] ?? place),\"embedding\":[\(numbers)]}"
        }
        return .answer(200, "{\"object\":\"list\",\"data\":[\(entries.joined(separator: ","))]}")
    }

    private static func packed(_ vector: [Float]) -> String {
        Data(
            vector.flatMap { number in
                (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
            }
        )
        .base64EncodedString()
    }

    private static let probe = answer([[3, 4, 0], [0, 0, 2]])

    private func withEmbedder(
        _ answers: [[Script.Step]], time: TestTime = TestTime(),
        _ body: (EndpointEmbedder, ScriptedEndpoint) async throws -> Void
    ) async throws {
        let endpoint = try ScriptedEndpoint(Script([Self.probe] + answers))
        defer { endpoint.stop() }
        let settings = try EndpointSettings(
            address: EndpointAddress(endpoint.address), model: "tiny", key: APIKey(EndpointUnderTest.key))
        let client = try OutboundClient(settings.outbound)
        do {
            let embedder = try await EndpointEmbedder.connect(
                settings, client: client, languages: ["en", "de"], time: time.time, random: { 0 })
            try await body(embedder, endpoint)
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    @Test func `a look finds the size, and the name holds host, model and size`() async throws {
        try await withEmbedder([]) { embedder, endpoint in
            #expect(embedder.dimensions == 3 && embedder.languages == ["en", "de"])
            #expect(embedder.id == "endpoint/127.0.0.1:\(endpoint.port)/tiny/3")
            let address = try EndpointAddress(endpoint.address)
            #expect(EndpointEmbedder.model(of: embedder.id, at: address)?.name == "tiny")
            #expect(EndpointEmbedder.model(of: "all-minilm-l6-v2/1/abc", at: address) == nil)
            let seen = endpoint.requests[0]
            #expect(seen.path == "/v1/embeddings" && seen.method == "POST")
            #expect(seen.headers["authorization"] == "Bearer \(EndpointUnderTest.key)")
            #expect(seen.body.contains("\"model\":\"tiny\"") && seen.body.contains("encoding_format"))
        }
    }

    @Test func `vectors come back in order and of length one, as numbers or packed`() async throws {
        let packed = [[0, 2, 0], [5, 0, 0]].map { Self.packed($0) }
        let body =
            "{\"data\":[{\"index\":0,\"embedding\":\"\(packed[0])\"},"
            + "{\"index\":1,\"embedding\":\"\(packed[1])\"}]}"
        try await withEmbedder([
            Self.answer([[0, 0, 7], [4, 3, 0]], indices: [1, 0]), .answer(200, body),
        ]) { embedder, _ in
            let numbers = try await embedder.vectors(of: ["one", "two"], isUrgent: false)
            #expect(numbers == [[0.8, 0.6, 0], [0, 0, 1]])
            let all = try await embedder.vectors(of: ["a", "b"], isUrgent: false)
            #expect(all == [[0, 1, 0], [1, 0, 0]])
        }
    }

    @Test func `many texts go in batches, and an empty one as something`() async throws {
        let batch = EndpointEmbedder.textsPerRequestMax
        let full = Self.answer([[Float]](repeating: [1, 0, 0], count: batch))
        try await withEmbedder([full, Self.answer([[0, 1, 0]])]) { embedder, endpoint in
            let texts = (0..<batch).map { "text \($0)" } + [" "]
            let none = try await embedder.vectors(of: texts, isUrgent: false)
            #expect(none.count == batch + 1)
            #expect(endpoint.requests[2].body.contains("[\"-\"]"))
            let one = try await embedder.vectors(of: [], isUrgent: false)
            #expect(one.isEmpty)
        }
    }

    @Test func `the same question is asked once`() async throws {
        try await withEmbedder([Self.answer([[1, 0, 0]])]) { embedder, endpoint in
            let first = try await embedder.vectors(of: ["how?"], isUrgent: true)
            let found4 = try await embedder.vectors(of: ["how?"], isUrgent: true)
            #expect(found4 == first)
            #expect(endpoint.requests.count == 2)
        }
    }

    private struct Refusal: Sendable {
        let steps: [Script.Step]
        let fault: EmbeddingFailure.Fault

        init(_ fault: EmbeddingFailure.Fault, _ steps: [Script.Step]) {
            (self.steps, self.fault) = (steps, fault)
        }
    }

    private static let refusals: [Refusal] = [
        Refusal(.wrongCount, answer([[1, 0, 0]])),
        Refusal(.wrongCount, answer([[1, 0, 0], [1, 0, 0]], indices: [0, 0])),
        Refusal(.wrongCount, answer([[1, 0, 0], [1, 0, 0]], indices: [0, 2])),
        Refusal(.wrongCount, .answer(200, "{\"data\":[]}")),
        Refusal(.wrongSize, answer([[1, 0], [0, 1]])),
        Refusal(.wrongSize, answer([[1, 0, 0], [0, 1]])),
        Refusal(.wrongSize, .answer(200, pair("\"!!\""))),
        Refusal(.noDirection, answer([[0, 0, 0], [1, 0, 0]])),
        Refusal(.noDirection, .answer(200, pair("\"\(packed([.nan, 0, 0]))\""))),
        Refusal(.unreadable, .answer(200, pair("{}"))),
        Refusal(.unreadable, .answer(200, "<html>")),
        Refusal(.unauthorized, .answer(401, "{}")),
        Refusal(.rejected, .answer(404, "{}")),
    ]

    /// Two vectors, the first as given.
    private static func pair(_ first: String) -> String {
        "{\"data\":[{\"embedding\":\(first)},{\"embedding\":[1,0,0]}]}"
    }

    @Test func `what is no vector for every text is refused`() async throws {
        for refusal in Self.refusals {
            try await withEmbedder([refusal.steps]) { embedder, _ in
                await #expect(throws: EmbeddingFailure.endpoint(refusal.fault)) {
                    try await embedder.vectors(of: ["one", "two"], isUrgent: false)
                }
            }
        }
    }

    @Test func `a server that knows numbers alone is asked for numbers from then on`() async throws {
        let refusal = [Script.Step].answer(400, "{\"error\":\"encoding_format\"}")
        try await withEmbedder([refusal, Self.answer([[1, 0, 0]])]) { embedder, endpoint in
            _ = try await embedder.vectors(of: ["one"], isUrgent: false)
            _ = try await embedder.vectors(of: ["two"], isUrgent: false)
            #expect(endpoint.requests.map { $0.body.contains("\"float\"") } == [false, false, true, true])
        }
    }

    @Test func `a batch is tried again, a question is not`() async throws {
        let trouble = [Script.Step].answer(503, "{}")
        let time = TestTime()
        try await withEmbedder([trouble, Self.answer([[1, 0, 0]]), trouble], time: time) {
            embedder, endpoint in
            let found5 = try await embedder.vectors(of: ["one"], isUrgent: false)
            #expect(found5 == [[1, 0, 0]])
            #expect(time.waitedMilliseconds == [500])
            await #expect(throws: EmbeddingFailure.endpoint(.broken)) {
                try await embedder.vectors(of: ["two"], isUrgent: true)
            }
            #expect(endpoint.requests.count == 4)
        }
    }

    @Test func `after many failures in a row the server is left alone`() async throws {
        try await withEmbedder([.answer(500, "{}")]) { embedder, endpoint in
            for number in 0..<5 {
                _ = try? await embedder.vectors(of: ["question \(number)"], isUrgent: true)
            }
            let asked = endpoint.requests.count
            await #expect(throws: EmbeddingFailure.endpoint(.resting)) {
                try await embedder.vectors(of: ["another"], isUrgent: true)
            }
            #expect(endpoint.requests.count == asked)
        }
    }

    @Test func `a batch waits for the questions that were there before it`() async throws {
        let turns = EmbeddingTurns()
        let (first, second) = (turns.begin(), turns.begin())
        let waiting = Task { await turns.yieldToQuestions() }
        turns.end(first)
        turns.end(second)
        await waiting.value
        // Questions that come later hold nothing up.
        let number = turns.begin()
        turns.end(number)
        await turns.yieldToQuestions()
    }

    @Test func `nobody there is said as it is`() async throws {
        let endpoint = try ScriptedEndpoint(Script([]))
        let address = endpoint.address
        endpoint.stop()
        let settings = try EndpointSettings(address: EndpointAddress(address), model: "tiny")
        let client = try OutboundClient(settings.outbound)
        await #expect(throws: EmbeddingFailure.self) {
            try await EndpointEmbedder.connect(settings, client: client, languages: ["en"])
        }
        await client.shutdown()
    }
}
