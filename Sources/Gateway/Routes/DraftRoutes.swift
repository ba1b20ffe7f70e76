import Conversations
import Edge
import Identity
import Knowledge
import Learning

/// What an editor writes for a gap: where it starts, how it looks, what it would do, and publishing it.
struct DraftRoutes: Sendable {
    let door: ConsoleGuard
    let desk: any GapDesk
    let json: GapJSON
    let clock: any WallClock

    /// An article's text, its phrasings, and what JSON adds to them.
    static let bodyBytesMax = 3 * Article.bytesMax

    var routes: [Route] {
        let editors = GapRoutes.editors
        return [
            door.question("/api/gaps/outline", roles: editors, outline),
            door.question("/api/gaps/article", roles: editors, article),
            door.question("/api/gaps/care", care),
            door.question("/api/gaps/twins", roles: editors, twins),
            door.change("/api/gaps/write", Writing.self, roles: editors, write),
            door.change(
                "/api/gaps/preview", Preview.self, roles: editors, bodyBytesMax: Self.bodyBytesMax, preview),
            door.change(
                "/api/gaps/compare", Comparing.self, roles: editors, bodyBytesMax: Self.bodyBytesMax,
                compare),
            door.change(
                "/api/gaps/try", Draft.self, roles: editors, bodyBytesMax: Self.bodyBytesMax, attempt),
            door.change(
                "/api/gaps/rehearsal", Draft.self, roles: editors, bodyBytesMax: Self.bodyBytesMax, rehearse),
            door.change("/api/gaps/expectation", Correction.self, roles: editors, correct),
            door.change(
                "/api/gaps/publish", Draft.self, roles: editors, bodyBytesMax: Self.bodyBytesMax, publish),
        ] + waiting
    }

    /// Of a new article, until an editor chooses another one.
    static let languageStandard = "en"

    private struct Preview: Decodable, Sendable { let text: String }

    struct Draft: Decodable, Sendable {
        let gap: String
        let article: String
        let title: String
        let language: String
        let area: String?
        let audience: String
        let text: String
        let phrasings: [String]
        let revision: Int?
        let acceptsBroken: Bool?
        /// When it is to go out, in milliseconds since 1970; without it at once.
        let publishAt: Int64?
        /// The one to rehearse.
        let question: String?

        enum CodingKeys: String, CodingKey {
            case gap, article, title, language, area, audience, text, phrasings, revision, question
            case acceptsBroken = "accepts_broken"
            case publishAt = "publish_at"
        }
    }

    private func outline(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        guard let start = try await desk.start(of: try GapRoutes.id(request.query["id"] ?? "")) else {
            throw GapRoutes.unknown
        }
        let evidence = start.evidence.compactMap { story -> JSON? in
            guard let text = story.text else { return nil }
            return [
                "question": .string(story.filed.id.text), "text": .string(text),
                "replies": .texts(story.replies),
                "conversation": .string(story.filed.escalation.conversation.value),
            ]
        }
        let related = start.related.map { one -> JSON in
            [
                "article": .string(one.article), "title": .string(one.title), "excerpt": .string(one.excerpt),
                "score": .number(one.score),
            ]
        }
        return .json(
            JSON.object([
                "article": .string(start.article.value), "title": .string(start.outline.title),
                "language": .string(Self.languageStandard), "writes": .bool(await desk.writesDrafts()),
                "needs_review": .bool(await desk.needsReview()),
                "area": .optional(start.area),
                "audience": .string(Audience.everyone.rawValue), "text": .string(start.outline.text),
                "phrasings": .texts(start.outline.phrasings), "unsure": .texts(start.outline.unsure),
                "evidence": .array(evidence), "related": .array(related),
            ]))
    }

    private func article(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try Self.article(request.query["id"] ?? "")
        // Any revision that ever was, where one is named.
        let found =
            if let number = request.query["revision"].flatMap({ Int($0) }) {
                try await desk.revision(id, number: number)
            } else {
                try await desk.revision(id)
            }
        guard let found else { throw Self.unknownArticle }
        return .json(Self.article(found))
    }

    private static let takenAway =
        "Somebody took this article away meanwhile: your text is not published. Publish it as a new article, "
        + "or leave it."

    static let unknownArticle = HTTPFailure(
        404, "There is no such article any more: load the page again.")

    static func article(_ text: String) throws -> ArticleID {
        guard let id = ArticleID(text) else { throw unknownArticle }
        return id
    }

    static func article(_ revision: Revision) -> JSON {
        article(revision.article, revision: revision.number)
    }

    static func article(_ article: Article, revision: Int) -> JSON {
        [
            "article": .string(article.id.value), "title": .string(article.title),
            "language": .string(article.language), "area": .optional(article.productArea),
            "audience": .string(article.audience.rawValue), "text": .string(article.markdown),
            "phrasings": .texts(article.phrasings), "revision": .count(revision),
        ]
    }

    /// The same HTML as the help centre shows.
    private func preview(_ body: Preview, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard body.text.utf8.count <= Article.bytesMax else { throw Self.tooLong }
        return .json(JSON.object(["html": .string(Markdown.html(body.text))]))
    }

    private func attempt(_ body: Draft, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        do {
            guard let replay = try await desk.replay(try await draft(body)) else { throw GapRoutes.unknown }
            return .json(GapJSON.replay(replay, at: clock.now()))
        } catch is ArticleGone {
            throw HTTPFailure(409, Self.takenAway)
        }
    }

    private func publish(
        _ body: Draft, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        try response(
            try await desk.publish(
                try await draft(body), acceptingBroken: body.acceptsBroken ?? false, by: person.actor))
    }

    func response(_ outcome: DraftOutcome) throws -> Response {
        switch outcome {
        case .removed(let article): return .json(JSON.object(["article": .string(article.value)]))
        case .published(let article, let revision, let verdict):
            return .json(
                JSON.object([
                    "article": .string(article.value), "revision": .count(revision),
                    "verdict": GapJSON.verdict(verdict),
                ]))
        case .conflict(let other):
            return .json(
                JSON.object([
                    "error": .string(
                        other == nil
                            ? Self.takenAway
                            : "Somebody published this article meanwhile: look at both texts."),
                    "conflict": other.map(Self.article) ?? .null,
                ]), status: 409)
        case .breaks(let pairs):
            return .json(
                JSON.object([
                    "error": "This breaks questions that are answered well now.",
                    "broken": .array(pairs.map(GapJSON.pair)),
                ]), status: 409)
        case .waits: return .json(JSON.object(["waits": true]))
        case .refused(let why): throw why.failure
        case .unknownGap: throw GapRoutes.unknown
        }
    }

    static let tooLong = HTTPFailure(
        413, "An article has up to \(Article.bytesMax / 1_000) kB: divide it into several.")

    /// What an import would refuse is refused here in the same words.
    func draft(_ body: Draft) async throws -> ArticleDraft {
        guard body.text.utf8.count <= Article.bytesMax else { throw Self.tooLong }
        guard let id = ArticleID(body.article), let audience = Audience(rawValue: body.audience) else {
            throw HTTPFailure(
                400,
                "article is 2 to 64 characters of a-z 0-9 -, audience one of everyone, customers, agents.")
        }
        let old = try await desk.revision(id)
        let article = Article(
            id: id, title: body.title.trimmedOfWhitespace,
            productArea: body.area.flatMap { $0.isEmpty ? nil : $0 }, language: body.language,
            audience: audience, markdown: body.text, translationOf: old?.article.translationOf,
            phrasings: Self.unique(body.phrasings.map(\.trimmedOfWhitespace)),
            sourceURL: old?.article.sourceURL)
        do throws(ArticleFileError) {
            _ = try ArticleFile.parse(text: ArticleFile.text(of: article), file: id.value)
        } catch {
            throw HTTPFailure(400, "This cannot be published: \(error.problem.advice).")
        }
        return ArticleDraft(
            gap: try GapRoutes.id(body.gap), article: article, basis: body.revision ?? 0)
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        return texts.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }
}
