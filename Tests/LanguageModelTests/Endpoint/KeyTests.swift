import BatonTesting
import Foundation
import Outbound
import Testing

@testable import LanguageModel

/// Wherever something is shown, logged or thrown, the key is not in it.
@Suite(.timeLimit(.minutes(1)))
struct KeyTests {
    private static let key = EndpointUnderTest.key

    /// All that could come into a log: descriptions, reflections and dumps.
    private func views(of value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [String(describing: value), String(reflecting: value), dumped]
    }

    private func expectNoKey(in value: Any, _ comment: Comment, _ location: SourceLocation = #_sourceLocation)
    {
        for view in views(of: value) {
            #expect(!view.contains(Self.key), comment, sourceLocation: location)
            // Nor any longer part of it.
            #expect(!view.contains(Self.key.dropFirst(4).prefix(12)), comment, sourceLocation: location)
        }
    }

    @Test func `a server that repeats the key does not bring it into any message`() async throws {
        let said = "Incorrect API key provided: \(Self.key). Bearer \(Self.key)"
        let bodies = [
            #"{"error":{"message":"\#(said)","type":"\#(said)","code":"\#(said)"}}"#, said,
            #"{"error":"\#(said)"}"#, #"{"detail":"\#(said)"}"#,
        ]
        for status in [400, 401, 429, 500] {
            for body in bodies {
                try await withModel(Script([.answer(status, body)])) { test in
                    let answer = await test.ask()
                    #expect(answer.failure != nil)
                    expectNoKey(in: answer, "thrown")
                    expectNoKey(in: test.notices.all, "reported")
                }
            }
        }
    }

    @Test func `an error within the stream does not bring it either`() async throws {
        let event = "data: {\"error\":{\"message\":\"key \(Self.key)\",\"code\":500}}\n\n"
        try await withModel(Script([.streamHead + [.chunk(event), .lastChunk]])) { test in
            let answer = await test.ask()
            #expect(answer.failure == .broken && test.notices.all.count == 3)
            expectNoKey(in: answer, "thrown")
            expectNoKey(in: test.notices.all, "reported")
            #expect(test.notices.all.first?.debugDescription.contains("[key]") == true)
        }
    }

    @Test func `every fault is thrown and reported without it`() async throws {
        for fault in EndpointFaultTests.refusals + EndpointFaultTests.breaks {
            try await withModel(
                Script([fault.steps]), { $0.deadlines.afterEndMillisecondsMax = 50 }
            ) { test in
                expectNoKey(in: await test.ask(), "thrown")
                expectNoKey(in: test.notices.all, "reported")
            }
        }
    }

    @Test func `no failure, flaw or state of health can hold it`() {
        for failure in ModelFailure.allCases { expectNoKey(in: failure, "a failure") }
        for flaw in APIKey.Flaw.allCases { expectNoKey(in: flaw, "a flaw of the key") }
        for flaw in EndpointSettings.Flaw.allCases { expectNoKey(in: flaw, "a flaw of the settings") }
    }

    @Test func `neither key, settings nor model show it, nor other secrets`() async throws {
        let headers = [OutboundHeader("X-Org", "hush-org")]
        try await withModel(.chat("Yes"), query: [("token", "hush-query")], headers: headers) { test in
            expectNoKey(in: try APIKey(Self.key), "the key")
            for value in [test.model.settings, test.model.name, test.model.settings.key as Any] as [Any] {
                expectNoKey(in: value, "what holds the key")
                #expect(!views(of: value).contains { $0.contains("hush") })
            }
        }
    }

    @Test func `a notice is one line, cut, and says what matters first`() {
        var fault = EndpointFault(.broken, "type: a\nb\u{1B}[31m" + String(repeating: "x", count: 9_000))
        fault.status = 500
        let notice = EndpointNotice(fault, attempt: 2, retryMilliseconds: 500, key: nil)
        #expect(
            notice.description == "the model's endpoint failed: broken, try 2, status 500, again in 500 ms")
        #expect(notice.debugDescription.hasPrefix(notice.description + ": type: a b [31mxxx"))
        #expect(
            notice.debugDescription.count <= notice.description.count + 2 + EndpointNotice.detailCharactersMax
        )
    }

    @Test func `a key is taken out of a text, in whole and in parts`() throws {
        let key = try APIKey("sk-abcdefghijklmnop")
        #expect(key.removed(from: "Wrong: sk-abcdefghijklmnop!") == "Wrong: [key]!")
        #expect(key.removed(from: "sk-abcdefgh...nothing, ijklmnop") == "[key]...nothing, [key]")
        #expect(key.removed(from: "sk-abc is short") == "sk-abc is short")
        #expect(key.removed(from: "") == "")
        #expect(try APIKey("abc").removed(from: "xabcabcx") == "x[key]x")
    }

    @Test func `a key is stripped of white space and must be one word`() throws {
        #expect(try APIKey(" \n\tsk-1\r\n").text == "sk-1")
        #expect(throws: APIKey.Flaw.empty) { try APIKey(" \n") }
        for wrong in ["Bearer sk-1", "sk\u{0}1", "sk-1\nX: y", "schlüssel", "sk\u{7F}"] {
            #expect(throws: APIKey.Flaw.unprintable) { try APIKey(wrong) }
        }
        #expect(throws: APIKey.Flaw.tooLong) { try APIKey(String(repeating: "k", count: 4_097)) }
    }

    @Test func `a key can be read from a file`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("sk-from-a-file\n".utf8).write(to: file)
        #expect(try APIKey(file: file.path).text == "sk-from-a-file")
        try Data(repeating: 0x6B, count: 10_000_000).write(to: file)
        #expect(throws: APIKey.Flaw.tooLong) { try APIKey(file: file.path) }
        #expect(throws: APIKey.Flaw.unreadableFile) { try APIKey(file: file.path + "-missing") }
        #expect(throws: APIKey.Flaw.unreadableFile) {
            try APIKey(file: FileManager.default.temporaryDirectory.path)
        }
    }
}
