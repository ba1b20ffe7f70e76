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

    /// Articles that want care: everybody of the team reads them.
    func care(_: ConsoleGuard.Person, _: Request) async throws -> Response {
        let rows = try await desk.articlesToCareFor().map { one -> JSON in
            [
                "article": .string(one.article), "title": .string(one.title),
                "why": .string(one.why.rawValue),
                "failed": .count(one.failed), "asked": .count(one.asked),
            ]
        }
        return .json(JSON.object(["articles": .array(rows), "days": .count(ArticleCare.days)]))
    }

    /// Articles that say the same or may contradict each other, a step at a time.
    func twins(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let after = request.query["after"] ?? ""
        let step = try await desk.libraryComparison(after: after.isEmpty ? nil : Self.article(after))
        let pairs = step.pairs.map { pair -> JSON in
            [
                "article": .string(pair.article.value), "title": .string(pair.title),
                "other": Self.resemblance(pair.other),
            ]
        }
        return .json(
            JSON.object([
                "pairs": .array(pairs), "next": .optional(step.next?.value),
                "compared": .count(step.compared), "of": .count(step.articles),
            ]))
    }

    private static func resemblance(_ one: Resemblance) -> JSON {
        [
            "kind": .string(one.kind.rawValue), "article": .string(one.article), "title": .string(one.title),
            "excerpt": .string(one.excerpt), "sentence": .optional(one.sentence),
            "score": .optional(one.score),
        ]
    }
}
