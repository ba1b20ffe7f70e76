/// A few words to look for: `^ delete|close my account`, `sue ... you`, `suicid*`.
///
/// `a|b` is either word, `...` up to `gapWordsMax` words, a `*` at the end any ending, and `^` in front the
/// beginning of a sentence, greetings aside. Case and accents do not count.
struct Phrase: Hashable, Sendable {
    static let wordsMax = 12
    static let gapWordsMax = 4

    enum Piece: Hashable, Sendable {
        case word([String])
        case gap
    }

    let pieces: [Piece]
    let isAtStart: Bool

    /// `nil` when `text` is no phrase.
    init?(_ text: String) {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        isAtStart = words.first == "^"
        if isAtStart { words.removeFirst() }
        var pieces: [Piece] = []
        for word in words {
            if word == "..." {
                pieces.append(.gap)
                continue
            }
            let choices = word.split(separator: "|", omittingEmptySubsequences: false).map { Self.plain($0) }
            guard choices.allSatisfy({ !$0.isEmpty }) else { return nil }
            if choices.count == 1, let only = choices.first {
                pieces += only.map { .word([$0]) }
            } else {
                guard choices.allSatisfy({ $0.count == 1 }) else { return nil }
                pieces.append(.word(choices.flatMap(\.self)))
            }
        }
        guard pieces.count <= Self.wordsMax, pieces.first != .gap, pieces.last != .gap, !pieces.isEmpty else {
            return nil
        }
        self.pieces = pieces
    }

    /// The words of a pattern, a `*` kept at their ends.
    private static func plain(_ word: Substring) -> [String] {
        let isOpen = word.hasSuffix("*")
        var words = PlainWords.of(SentenceWords.joined(String(word)))
        if isOpen, let last = words.popLast() { words.append(last + "*") }
        return words
    }

    func isIn(_ sentence: SentenceWords) -> Bool {
        if isAtStart { return matches(pieces[...], sentence.words[sentence.start...]) }
        return sentence.words.indices.contains { matches(pieces[...], sentence.words[$0...]) }
    }

    private func matches(_ pieces: ArraySlice<Piece>, _ words: ArraySlice<String>) -> Bool {
        guard let piece = pieces.first else { return true }
        let rest = pieces.dropFirst()
        switch piece {
        case .gap:
            return (0...min(Self.gapWordsMax, words.count)).contains { matches(rest, words.dropFirst($0)) }
        case .word(let choices):
            guard let word = words.first, choices.contains(where: { Self.fits(word, $0) }) else {
                return false
            }
            return matches(rest, words.dropFirst())
        }
    }

    private static func fits(_ word: String, _ pattern: String) -> Bool {
        pattern.hasSuffix("*") ? word.hasPrefix(pattern.dropLast()) : word == pattern
    }
}
