/// Reads what a model makes of a follow-up, and refuses all that is no question in one line.
struct RewritingReader: Sendable {
    /// Longer than any question of `Prompt.wordsRange` words that people ask; a bound on what is kept.
    static let charactersMax = 400
    /// What links and markup are made of. A question that needs one of them is searched for as it stands.
    private static let marks = [
        "://", "www.", "](", "[", "]", "<", ">", "`", "*", "#", "|", "{", "}", "\\", "data:", "javascript:",
    ]
    /// Small models repeat the word that they are to go on from.
    private static let label = "search"
    private static let quotes: Set<Character> = ["\"", "'", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}"]

    private let wordsMax: Int
    private var watch: SecretWatch
    private var text = ""

    init(secrets: [String], wordsMax: Int) {
        watch = SecretWatch(secrets)
        self.wordsMax = wordsMax
    }

    mutating func read(_ piece: String) throws(NoRewriting) {
        for scalar in piece.unicodeScalars where watch.sees(scalar) { throw NoRewriting(.leaked) }
        text += piece
        guard text.count <= Self.charactersMax else { throw NoRewriting(.overlong) }
    }

    /// The line, without what models put around it.
    func finish(_ reason: ChatEnding.Reason) throws(NoRewriting) -> String {
        switch reason {
        case .stop: break
        case .length: throw NoRewriting(.overlong)
        case .contentFilter, .other: throw NoRewriting(.unreadable)
        }
        guard !text.uppercased().contains(Prompt.refusal) else { throw NoRewriting(.refused) }
        let line = Self.bare(Untrusted.visible(text))
        guard line.contains(where: { $0.isLetter || $0.isNumber }) else { throw NoRewriting(.empty) }
        let small = line.lowercased()
        guard !line.contains(where: \.isNewline), !Self.marks.contains(where: small.contains) else {
            throw NoRewriting(.markup)
        }
        guard line.split(whereSeparator: \.isWhitespace).count <= wordsMax else {
            throw NoRewriting(.overlong)
        }
        return line
    }

    private static func bare(_ text: String) -> String {
        var line = trimmed(text[...])
        let word = line.prefix(label.count)
        if word.lowercased() == label {
            let rest = line.dropFirst(label.count)
            if let next = rest.first, next == ":" || next.isNewline { line = trimmed(rest.dropFirst()) }
        }
        while let first = line.first, quotes.contains(first) { line.removeFirst() }
        while let last = line.last, quotes.contains(last) { line.removeLast() }
        return String(trimmed(line))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
