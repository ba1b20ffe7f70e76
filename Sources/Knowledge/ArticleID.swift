/// The name of an article in links, citations and files: 2 to 64 characters of `a-z 0-9 -`.
package struct ArticleID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let charactersMin = 2
    package static let charactersMax = 64

    static let lengthRange = "\(charactersMin) to \(charactersMax)"

    package let value: String

    /// `nil` unless `value` keeps the alphabet and the length.
    package init?(_ value: String) {
        let bytes = value.utf8
        guard bytes.count >= Self.charactersMin, bytes.count <= Self.charactersMax,
            bytes.allSatisfy(Self.isAllowed)
        else { return nil }
        self.value = value
    }

    package var description: String { value }

    package static func < (left: ArticleID, right: ArticleID) -> Bool { left.value < right.value }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension ArticleID {
    /// An id made of a title's letters that is not taken: `reset-your-password`, `reset-your-password-2`.
    package static func free(for title: String, taken: Set<ArticleID>) -> ArticleID {
        let parts = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = parts.joined(separator: "-").prefix(charactersMax - 8)
        let base = slug.count >= charactersMin ? String(slug) : "article"
        var number = 1
        while true {
            let id = ArticleID(number == 1 ? base : "\(base)-\(number)")
            // One more than are taken is free at the latest.
            if let id, !taken.contains(id) { return id }
            number += 1
        }
    }
}

extension ArticleID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ArticleID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an article id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
