import Testing

@testable import LanguageModel

struct DecoderTests {
    @Test(arguments: Dialect.all, [0, 1, 7])
    func `a dialect is understood, however it is cut`(_ dialect: Dialect, _ pieceBytes: Int) throws {
        let decoded = Decoded(
            try dialect.bytes(), pieceBytes: pieceBytes, contentType: dialect.contentType)
        #expect(decoded.text == dialect.text)
        #expect(decoded.outcome == dialect.outcome)
        #expect(decoded.stepsAfterEnd == 0)
    }

    @Test func `the count of tokens comes with the end, where a server counts`() throws {
        let counted = Decoded(try Dialect("plain.sse", "", .silent).bytes(), pieceBytes: 0)
        #expect(counted.ending == ChatEnding(reason: .stop, promptTokens: 41, answerTokens: 7))
        let uncounted = Decoded(try Dialect("no-done.sse", "", .silent).bytes(), pieceBytes: 0)
        #expect(uncounted.ending == ChatEnding(reason: .stop))
    }

    @Test(arguments: ["", "\n\n", ":\n\n:\n\n", "data:\n\n", "foo: bar\n\n", "\u{FEFF}"])
    func `a stream without anything in it is no answer`(_ text: String) {
        #expect(Decoded(Array(text.utf8), pieceBytes: 0).outcome == .failed(.unreadable))
    }

    @Test(arguments: [
        (400, ModelFailure.rejected), (401, .unauthorized), (402, .exhausted), (403, .unauthorized),
        (404, .rejected), (408, .broken), (413, .rejected), (422, .rejected), (429, .exhausted),
        (500, .broken),
        (501, .rejected), (503, .broken), (529, .broken), (302, .rejected),
    ])
    func `a status that is no success is a failure whatever its body`(
        _ status: Int, _ failure: ModelFailure
    ) throws {
        let bodies = [
            "", "no", #"{"error":{"message":"m","type":"t","code":null}}"#, #"{"detail":"Invalid API key"}"#,
            #"{"detail":[{"loc":["body"]}]}"#, #"{"error":"text"}"#, "<html></html>", "data: [DONE]\n\n",
        ]
        for body in bodies {
            let decoded = Decoded(Array(body.utf8), pieceBytes: 0, status: status, contentType: "text/plain")
            #expect(decoded == Decoded(Array(body.utf8), pieceBytes: 1, status: status))
            #expect(decoded.outcome == .failed(failure) && decoded.text.isEmpty)
        }
    }

    @Test func `an event that grows without end is given up`() {
        let endless = Array("data: ".utf8) + Array(repeating: 0x61, count: ServerSentEvents.eventBytesMax + 1)
        #expect(Decoded(endless, pieceBytes: 0).outcome == .failed(.unreadable))
        let lines = Array(repeating: Array("data: abcdefgh\n".utf8), count: 30_000).flatMap(\.self)
        #expect(Decoded(lines, pieceBytes: 4_096).outcome == .failed(.unreadable))
    }

    @Test func `the body of an error is not collected without end`() {
        var decoder = ChatStreamDecoder(status: 500, contentType: nil)
        let piece = [UInt8](repeating: 0x61, count: 16_384)
        let steps = (0..<5).flatMap { _ in decoder.receive(piece) }
        #expect(steps.count == 1)
        #expect(decoder.finish().isEmpty)
    }

    @Test func `what breaks off after the reason is complete all the same`() {
        var decoder = ChatStreamDecoder(status: 200, contentType: nil)
        _ = decoder.receive(Array(#"data: {"choices":[{"delta":{"content":"Yes"}}]}"#.utf8) + [10, 10])
        #expect(decoder.giveUp() == nil)
        _ = decoder.receive(
            Array(#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"#.utf8) + [10, 10])
        #expect(decoder.isSettled)
        guard case .ended(let ending) = decoder.giveUp()?.first else {
            Issue.record("not complete")
            return
        }
        #expect(ending.reason == .stop)
        #expect(decoder.giveUp() == nil && decoder.finish().isEmpty)
    }

    @Test func `no bytes at all make it fall over, and it always comes to one end`() async throws {
        let files = try Dialect.all.map { try $0.bytes() }
        var dice = Dice(state: 20_260_301)
        for round in 0..<300 {
            var bytes = files[round % files.count]
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.removeLast(min(index, bytes.count - 1))
                default: bytes.insert(contentsOf: files[index % files.count].prefix(40), at: index)
                }
            }
            let whole = Decoded(bytes, pieceBytes: 0)
            #expect(whole.outcome != .silent && whole.stepsAfterEnd == 0)
            #expect(whole == Decoded(bytes, pieceBytes: 1))
            // Long work: other tests wait for the few threads that there are.
            await Task.yield()
        }
    }
}

/// The same numbers in each run: SplitMix64, by Sebastiano Vigna.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
