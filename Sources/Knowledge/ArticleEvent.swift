import FoundationEssentials

/// What happened to an article, as it is stored in the article's stream.
package enum ArticleEvent: Sendable, Hashable {
    case helpedByArticle(HelpedByArticle)

    package static let version = 1

    package var type: String {
        switch self {
        case .helpedByArticle: "helped_by_article"
        }
    }

    /// The payload, as one line of JSON.
    package var json: String {
        get throws {
            switch self {
            case .helpedByArticle(let answer):
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                let payload = Payload(
                    article: answer.article, helped: answer.hasHelped, revision: answer.revision,
                    visit: answer.visit)
                return String(decoding: try encoder.encode(payload), as: UTF8.self)
            }
        }
    }

    /// `nil` for a type, a version or a shape that this release does not know.
    package init?(type: String, version: Int, json: String) {
        guard type == "helped_by_article", version == Self.version,
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(json.utf8)),
            let answer = HelpedByArticle(
                article: payload.article, revision: payload.revision, hasHelped: payload.helped,
                visit: payload.visit)
        else { return nil }
        self = .helpedByArticle(answer)
    }

    private struct Payload: Codable {
        let article: ArticleID
        let helped: Bool
        let revision: Int
        let visit: String
    }
}
