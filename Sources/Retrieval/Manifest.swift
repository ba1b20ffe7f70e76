import Crypto
import Knowledge

/// What a snapshot was made of: enough to make it again, and so to replay a decision that names it.
package struct Manifest: Sendable, Hashable, Codable {
    package struct Part: Sendable, Hashable, Codable {
        package let article: String
        package let revision: Int
        package let contentHash: String
    }

    /// Raise with any change to cutting, analysis or ranking, so that a decision names the rules it was made
    /// under.
    static let rules = "fused-3"
    static let idCharacters = 16

    /// The same for the same revisions, rules and embedder, on every machine.
    package let id: String
    package let rules: String
    /// The id of the embedder; `nil` for a snapshot that is searched by words alone.
    package let embedder: String?
    package let passageWordsTarget: Int
    package let passageWordsMax: Int
    /// The constants of the ranking by name.
    package let constants: [String: Double]
    /// In the order of the articles' ids.
    package let parts: [Part]

    init(_ parts: [Part], embedder: String?, constants fusion: FusionConstants = .standard) {
        self.parts = parts.sorted { $0.article < $1.article }
        self.embedder = embedder
        rules = Self.rules
        passageWordsTarget = Passages.wordsTarget
        passageWordsMax = Passages.wordsMax
        constants = Fusion.named(fusion)
        var hash = SHA256()
        hash.update(data: Array("\(Self.rules)\n\(embedder ?? "-")\n".utf8))
        hash.update(data: Array("\(Passages.wordsTarget) \(Passages.wordsMax)\n".utf8))
        for (name, value) in constants.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array("\(name) \(value)\n".utf8))
        }
        for part in self.parts { hash.update(data: part.line) }
        id = String(hash.finalize().hexadecimal.prefix(Self.idCharacters))
    }
}

extension Manifest.Part {
    /// Joined without interpolation: a large library has a hundred thousand of them.
    fileprivate var line: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(article.utf8.count + contentHash.utf8.count + 24)
        line += article.utf8
        line.append(UInt8(ascii: " "))
        line += String(revision).utf8
        line.append(UInt8(ascii: " "))
        line += contentHash.utf8
        line.append(UInt8(ascii: "\n"))
        return line
    }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
