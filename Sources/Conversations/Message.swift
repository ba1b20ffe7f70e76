/// A text in a conversation. It lies beside the log, never in it, so that erasing a person leaves the log
/// whole.
package struct Message: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable {
        case message
        /// What was shown of an answer that did not finish.
        case prefix
        /// The address that a visitor left.
        case contact
        /// What people of the team say among themselves.
        case note
        /// No words, but a page that the visitor moved to.
        case page
        /// What a follow-up was searched for as, in the words of a model.
        case query
    }

    package static let textCharactersMax = 4000

    package let id: MessageID
    package let kind: Kind
    package let author: Actor
    package let text: String
    package let page: PageContext?

    package init(id: MessageID, kind: Kind = .message, author: Actor, text: String, page: PageContext? = nil)
    {
        self.id = id
        self.kind = kind
        self.author = author
        self.text = text
        self.page = page
    }

    /// The text without surrounding white space and control characters; refused when empty or too long.
    package static func checked(_ text: String) throws(Refusal) -> String {
        guard text.unicodeScalars.count <= textCharactersMax else {
            throw .textTooLong(charactersMax: textCharactersMax)
        }
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter(isKept)))
        let trimmed = kept.trimmedOfWhitespace
        guard !trimmed.isEmpty else { throw .textEmpty }
        return trimmed
    }

    /// Control characters other than tab and line feed never reach a screen, a log or an index.
    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
}

/// The page that a visitor wrote from. Untrusted: the visitor can edit all of it.
package struct PageContext: Hashable, Sendable, Codable {
    package static let urlCharactersMax = 2048
    package static let titleCharactersMax = 300
    package static let areaCharactersMax = 64
    package static let attributesMax = 20
    package static let attributeNameCharactersMax = 64
    package static let attributeValueCharactersMax = 256

    package let url: String
    package let title: String
    /// The host's product area, in the same words as the articles' `product_area`.
    package let area: String?
    package let attributes: [String: String]

    /// Cut to the limits rather than refused: a long page title must not cost a visitor the message.
    package init(url: String, title: String, area: String? = nil, attributes: [String: String] = [:]) {
        self.url = String(url.prefix(Self.urlCharactersMax))
        self.title = String(title.prefix(Self.titleCharactersMax))
        self.area = area.map { String($0.prefix(Self.areaCharactersMax)) }
        self.attributes = Dictionary(
            attributes.sorted { $0.key < $1.key }.prefix(Self.attributesMax).map { name, value in
                (
                    String(name.prefix(Self.attributeNameCharactersMax)),
                    String(value.prefix(Self.attributeValueCharactersMax))
                )
            },
            uniquingKeysWith: { first, _ in first })
    }
}

extension String {
    package var trimmedOfWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
