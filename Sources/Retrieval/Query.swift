package import Knowledge

/// What is searched for, and on whose behalf.
package struct Query: Sendable, Hashable {
    /// Further words of a question are not searched for.
    package static let wordsMax = 64
    /// Earlier turns that are looked at, newest last.
    package static let contextTurnsMax = 3
    package static let textBytesMax = 8_192

    package var text: String
    /// Earlier turns of the visitor, oldest first. They count where the question says too little without
    /// them, and are weak evidence then.
    package var context: [String]
    /// The product area of the page that the visitor is on; its articles are ranked a little higher.
    package var pageArea: String?
    /// Which articles may be found at all.
    package var audiences: Set<Audience>
    /// The primary tag of the question's language when it is known; otherwise every language is searched.
    package var language: String?

    package init(
        text: String, context: [String] = [], pageArea: String? = nil, audiences: Set<Audience> = [.everyone],
        language: String? = nil
    ) {
        self.text = text
        self.context = context
        self.pageArea = pageArea
        self.audiences = audiences
        self.language = language
    }

    /// The earlier turns that the question needs, oldest first: back to the one that can stand alone.
    package var subject: [String] {
        guard FollowUp.depends(text) else { return [] }
        var turns: [String] = []
        for turn in context.suffix(Self.contextTurnsMax).reversed() where FollowUp.names(turn) {
            turns.insert(turn, at: 0)
            if !FollowUp.depends(turn) { break }
        }
        return turns
    }

    /// The text that becomes the question's vector.
    package var embedded: String {
        let bounded = String(decoding: text.utf8.prefix(Self.textBytesMax), as: UTF8.self)
        let words = bounded.split(whereSeparator: \.isWhitespace)
        guard words.contains(where: { $0.contains(where: { $0.isLetter || $0.isNumber }) }) else { return "" }
        let before = subject.map { String(decoding: $0.utf8.prefix(Self.textBytesMax), as: UTF8.self) }
        return (before + [bounded]).joined(separator: "\n")
    }
}
