import Edge
import Learning

/// A text that a model writes from what people answered.
extension DraftRoutes {
    struct Writing: Decodable, Sendable {
        let gap: String
        let language: String?
    }

    /// Without a draft the editor goes on with the outline, and reads why.
    func write(_ body: Writing, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        let id = try GapRoutes.id(body.gap)
        let outcome = try await desk.write(for: id, language: body.language ?? Self.languageStandard)
        guard let outcome else { throw GapRoutes.unknown }
        switch outcome {
        case .failure(let why):
            return .json(
                JSON.object([
                    "text": .null, "reason": .string(why.rawValue), "why": .string(why.advice),
                    "sentences": .array([]), "unsure": .array([]),
                ]))
        case .success(let draft):
            return .json(
                JSON.object([
                    "text": .string(draft.text), "reason": .null, "why": .null,
                    "sentences": .array(draft.sentences.map(Self.sentence)),
                    "unsure": .texts(draft.unsure), "model": .string(draft.model),
                    "prompt": .string(draft.prompt),
                ]))
        }
    }

    private static func sentence(_ sentence: WrittenDraft.Sentence) -> JSON {
        [
            "text": .string(sentence.text), "is_supported": .bool(sentence.isSupported),
            "support": .array(sentence.support.map(support)),
        ]
    }

    private static func support(_ support: WrittenDraft.Support) -> JSON {
        switch support {
        case .turn(let question, let reply): ["question": .string(question.text), "reply": .count(reply)]
        case .article(let article): ["article": .string(article)]
        }
    }
}
