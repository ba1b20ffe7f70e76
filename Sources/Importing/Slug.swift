import Foundation
import Knowledge

/// The id that an article is given by what it was made of: the same each time.
package enum Slug {
    private static let hashDigits = 8

    /// - Parameters:
    ///   - text: a path, a question.
    ///   - key: what tells it from all others; its hash is added where `text` alone does not.
    package static func of(_ text: String, key: String) -> String {
        let (words, isWhole) = plain(text)
        let room = ArticleID.charactersMax
        guard isWhole, words.count >= ArticleID.charactersMin, words.count <= room else {
            return distinct(words, key: key)
        }
        return words
    }

    /// With the hash of `key` at its end.
    package static func distinct(_ slug: String, key: String) -> String {
        var hash = FNV1a()
        hash.add(key)
        let room = ArticleID.charactersMax - hashDigits - 1
        var start = slug.prefix(room)
        while start.last == "-" { start.removeLast() }
        let digits = hash.hexadecimal.suffix(hashDigits)
        return start.isEmpty ? "article-\(digits)" : "\(start)-\(digits)"
    }

    /// Letters and digits of ASCII with single hyphens between, and whether every letter found its place.
    private static func plain(_ text: String) -> (slug: String, isWhole: Bool) {
        var (slug, isWhole, isPending) = ("", true, false)
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if isPlain {
                if isPending, !slug.isEmpty { slug += "-" }
                isPending = false
                slug.unicodeScalars.append(scalar)
            } else if scalar.properties.generalCategory == .nonspacingMark {
                continue
            } else {
                if scalar.properties.isAlphabetic { isWhole = false }
                // "don't" is one word.
                if scalar != "'", scalar != "’" { isPending = true }
            }
        }
        return (slug, isWhole)
    }
}
