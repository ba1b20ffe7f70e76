import Foundation
import Knowledge
import LanguageModel
import Synchronization
import Testing

/// A model that keeps what it was asked, and says what it was told to.
final class RecordingModel: ChatModel {
    let name = "recording"

    private let events: [ChatEvent]
    private let failure: ModelFailure?
    private let asked = Mutex<[ChatRequest]>([])

    init(_ events: [ChatEvent] = [.ended(ChatEnding(reason: .stop))], failure: ModelFailure? = nil) {
        self.events = events
        self.failure = failure
    }

    var request: ChatRequest? { asked.withLock(\.last) }

    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        asked.withLock { $0.append(request) }
        return AsyncThrowingStream { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish(throwing: failure)
        }
    }
}

struct GenerativeAnswererTests {
    private static let prompt = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Prompts/answer.md").standardized.path

    private func draft(_ model: RecordingModel, sources: Int = 2) throws -> Draft {
        let id = try #require(ArticleID("one-article"))
        let found = (0..<sources).map {
            Source(
                passage: Passage(
                    article: id, revision: 1, ordinal: $0, heading: nil, anchor: nil, text: "Text \($0)."),
                title: "Title")
        }
        let answerer = GenerativeAnswerer(model: model, prompt: try Prompt.read(Self.prompt, for: .answer)) {
            "0123456789abcdef"
        }
        return answerer.draft(Question(text: "What?") { _ in 1 }, from: found)
    }

    private func said(_ draft: Draft) async -> (texts: [String], error: (any Error)?) {
        var texts: [String] = []
        do {
            for try await sentence in draft.sentences { texts.append(sentence.text) }
        } catch {
            return (texts, error)
        }
        return (texts, nil)
    }

    @Test(arguments: [
        ("Title A session lasts 12 hours [1].", "A session lasts 12 hours."),
        ("Title: it lasts 12 hours [1].", "it lasts 12 hours."),
        ("Title lasts 12 hours [1].", "Title lasts 12 hours."),
        ("Titles are short [1].", "Titles are short."),
        ("Title [1].", "Title."),
        ("Title A session lasts 12 hours.", "Title A session lasts 12 hours."),
    ])
    func `the label of a source is taken off a sentence that cites it`(
        written: String, shown: String
    ) async throws {
        let model = RecordingModel([.text(written), .ended(ChatEnding(reason: .stop))])
        #expect(await said(try draft(model)).texts == [shown])
    }

    @Test func `the model is asked when somebody waits for a sentence, not before`() async throws {
        let model = RecordingModel([
            .text("Run it [1]. Then w"), .text("ait [2]."), .ended(.init(reason: .stop)),
        ])
        let draft = try draft(model)
        #expect(model.request == nil)
        let (texts, error) = await said(draft)
        #expect(texts == ["Run it.", "Then wait."] && error == nil)
        #expect(model.request?.tokensMax == 400 && model.request?.temperature == 0)
        #expect(!draft.isVerbatim && draft.model == "recording")
        #expect(draft.prompt?.hasPrefix("answer@2#") == true)
    }

    @Test func `no more sources are shown than the prompt allows`() throws {
        #expect(try draft(RecordingModel(), sources: 9).sources.count == 4)
    }

    @Test(arguments: [
        (ChatEnding.Reason.length, ModelFailure.truncated), (.contentFilter, .truncated),
        (.other, .unreadable),
    ])
    func `an answer that was cut is not complete`(_ reason: ChatEnding.Reason, _ failure: ModelFailure)
        async throws
    {
        let (texts, error) = await said(
            try draft(
                RecordingModel([.text("Run it here and now [1]. Then w"), .ended(.init(reason: reason))])))
        #expect(texts == ["Run it here and now."])
        #expect(error as? ModelFailure == failure)
    }

    @Test func `a stream that just ends, and one that fails, are failures`() async throws {
        let ended = await said(try draft(RecordingModel([.text("Run it")])))
        #expect(ended.texts.isEmpty && ended.error as? ModelFailure == .truncated)
        let failed = await said(
            try draft(RecordingModel([.text("Run it here and now [1]. T")], failure: .broken)))
        #expect(failed.texts == ["Run it here and now."] && failed.error as? ModelFailure == .broken)
    }

    @Test(arguments: [("NO_ANSWER", DraftStop.refused), ("The code is 0123456789abcdef.", .leaked)])
    func `a refusal and a leak stop the draft`(_ text: String, _ stop: DraftStop) async throws {
        let (texts, error) = await said(
            try draft(RecordingModel([.text(text), .ended(.init(reason: .stop))])))
        #expect(texts.isEmpty && error as? DraftStop == stop)
    }
}
