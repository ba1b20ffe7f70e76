/// Texts to the numbers of word pieces: always the longest piece that fits (Wu et al., 2016, section 4.1).
struct WordPiece: Sendable {
    /// A longer word becomes `[UNK]`.
    static let wordScalarsMax = 100

    private let vocabulary: Vocabulary
    private let tokensMax: Int
    private let start: Int
    private let end: Int
    private let unknown: Int

    /// `nil` when the vocabulary lacks one of the pieces that every text needs.
    init?(_ vocabulary: Vocabulary, tokensMax: Int) {
        guard let start = vocabulary["[CLS]"], let end = vocabulary["[SEP]"],
            let unknown = vocabulary["[UNK]"]
        else { return nil }
        (self.vocabulary, self.tokensMax) = (vocabulary, tokensMax)
        (self.start, self.end, self.unknown) = (start, end, unknown)
    }

    /// `[CLS]`, the pieces of the text, `[SEP]`: from 2 to `tokensMax` numbers.
    ///
    /// A text that spells out `[SEP]` gets the pieces of those five characters: nobody writes control tokens.
    func tokens(_ text: String) -> [Int] {
        var tokens = [start]
        for word in BasicWords.of(text) where tokens.count < tokensMax - 1 { tokens += pieces(word) }
        return tokens.prefix(tokensMax - 1) + [end]
    }

    private func pieces(_ word: [UInt8]) -> [Int] {
        let scalars = word.count { !UTF8.isContinuation($0) }
        guard scalars <= Self.wordScalarsMax else { return [unknown] }
        var pieces: [Int] = []
        var rest = word[...]
        while !rest.isEmpty {
            guard let found = longest(rest, isFirst: pieces.isEmpty) else { return [unknown] }
            pieces.append(found.piece)
            rest = rest.dropFirst(found.bytes)
        }
        return pieces
    }

    private func longest(_ rest: ArraySlice<UInt8>, isFirst: Bool) -> (piece: Int, bytes: Int)? {
        let mark = isFirst ? [] : Array("##".utf8)
        var candidate = (mark + rest.prefix(vocabulary.pieceBytesMax))[...]
        while candidate.count > mark.count {
            let bytes = candidate.count - mark.count
            let isWhole = bytes == rest.count || !UTF8.isContinuation(rest[rest.startIndex + bytes])
            if isWhole, let piece = vocabulary.find(candidate) { return (piece, bytes) }
            candidate.removeLast()
        }
        return nil
    }
}
