import BatonTesting
import Foundation
import Testing

@testable import LanguageModel

private let transcripts = ProcessInfo.processInfo.environment["BATON_SHARED"].map {
    "\($0)/data/llm-transcripts"
}

/// What real servers sent, byte by byte. The transcripts are not part of this repository: without the folder
/// that holds them the suite is skipped.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: transcripts != nil, "BATON_SHARED does not name the recorded transcripts"))
struct RecordedTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        let folder = try #require(transcripts)
        return Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    static let written: [(String, String, Outcome)] = [
        ("azure_empty_choices_first.sse", "Hi", .ended(.contentFilter)),
        ("choices_null_usage.sse", "Hi", .ended(.stop)), ("comments_and_crlf.sse", "Hi", .ended(.stop)),
        ("finish_but_no_done.sse", "Hi", .ended(.stop)),
        ("llamacpp_2025_error_field.sse", "", .failed(.rejected)),
        // These three say [DONE] without a reason.
        ("multi_line_data.sse", "Hi", .failed(.truncated)),
        ("no_space_after_colon_event_id_retry.sse", "Hi", .failed(.truncated)),
        ("utf8_split_emoji_surrogates.sse", "café 😀 日本", .failed(.truncated)),
        ("ollama_api_chat.ndjson", "", .failed(.unreadable)),
        ("ollama_midstream_error_string.sse", "par", .failed(.broken)),
        ("openai_usage_null_every_chunk.sse", "Hi", .ended(.stop)),
        ("proxy_bare_json_error.sse", "", .failed(.rejected)), ("reasoning_content.sse", "Hi", .ended(.stop)),
        ("tool_call_deltas.sse", "", .ended(.other)),
        ("truncated_no_finish_no_done.sse", "Your refund is", .failed(.truncated)),
        ("vllm_midstream_error_then_done.sse", "par", .failed(.broken)),
        ("vllm_old_midstream_error.sse", "par", .failed(.rejected)),
        ("anthropic_overloaded.sse", "", .failed(.broken)),
    ]

    @Test(arguments: written, [0, 1])
    func `a written transcript is understood`(
        _ transcript: (name: String, text: String, outcome: Outcome), _ pieceBytes: Int
    ) throws {
        let decoded = Decoded(try bytes("synthetic/\(transcript.name)"), pieceBytes: pieceBytes)
        #expect(decoded.text == transcript.text)
        #expect(decoded.outcome == transcript.outcome)
    }

    @Test func `no written transcript is left out`() throws {
        let folder = try #require(transcripts)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/synthetic")
        #expect(Set(names) == Set(Self.written.map(\.0)))
    }

    /// Streams that came to a regular end; the rest are errors and other protocols.
    static let recorded: [(String, Outcome)] = [
        ("x_stream.http", .ended(.stop)), ("x_stream_usage.http", .ended(.stop)),
        ("x_stop.http", .ended(.stop)),
        ("x_length.http", .ended(.length)), ("x_stream_logprobs.http", .ended(.length)),
        ("x_tools.http", .ended(.length)), ("x_ping_1s.txt", .ended(.length)),
        ("py_stream_usage.http", .ended(.stop)), ("py_stream_logprobs.http", .ended(.length)),
        ("py_length.http", .ended(.length)), ("py_tools.http", .ended(.length)),
        ("sse_starlette_dialect.http", .ended(.stop)),
        ("x_nostream.http", .ended(.stop)), ("py_badmodel.http", .ended(.length)),
        ("py_toolong_stream.http", .failed(.unreadable)), ("x_anthropic.http", .failed(.unreadable)),
        ("x_responses.http", .failed(.unreadable)), ("x_embed.http", .failed(.rejected)),
        ("x_404.http", .failed(.rejected)), ("x_toolong.http", .failed(.rejected)),
        ("x_toolong_stream.http", .failed(.rejected)), ("x_badtype.http", .failed(.rejected)),
        ("x_malformed.http", .failed(.rejected)), ("py_noauth.http", .failed(.unauthorized)),
        ("py_toolong.http", .failed(.rejected)), ("py_badrole.http", .failed(.broken)),
        ("py_embed.http", .failed(.broken)), ("py_schema.http", .failed(.broken)),
    ]

    @Test(arguments: recorded, [0, 1])
    func `a recorded transcript is understood through the whole room`(
        _ transcript: (name: String, outcome: Outcome), _ pieceBytes: Int
    ) async throws {
        let script = Script(.bytes(try bytes(transcript.name), pieceBytes: pieceBytes), .close)
        try await withModel(script, { $0.limits.retriesMax = 0 }) { test in
            let answer = await test.ask()
            #expect(answer.outcome == transcript.outcome)
            if case .ended = transcript.outcome { #expect(!answer.text.isEmpty) }
            if case .failed = transcript.outcome { #expect(answer.text.isEmpty) }
        }
    }

    @Test func `a citation comes in pieces, and the text is whole`() async throws {
        let script = Script(.bytes(try bytes("x_stream.http"), pieceBytes: nil), .close)
        try await withModel(script) { test in
            let answer = await test.ask()
            #expect(answer.pieces.count > 10)
            #expect(answer.text.hasPrefix("The reset link is valid for 30 days"))
        }
    }
}
