import Edge
import Knowledge
import Learning

/// What published articles say beside a draft.
extension DraftRoutes {
    struct Comparing: Decodable, Sendable {
        let article: String
        let language: String
        let text: String
    }

    func compare(_ body: Comparing, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard body.text.utf8.count <= Article.bytesMax else { throw Self.tooLong }
        let draft = Article(
            id: try Self.article(body.article), title: "", language: body.language, markdown: body.text)
        let found = await desk.resemblances(of: draft)
        return .json(JSON.object(["passages": .array(found.map(Self.resemblance))]))
    }

    private static func resemblance(_ one: Resemblance) -> JSON {
        [
            "kind": .string(one.kind.rawValue), "article": .string(one.article), "title": .string(one.title),
            "excerpt": .string(one.excerpt), "sentence": .optional(one.sentence),
            "score": .optional(one.score),
        ]
    }
}
