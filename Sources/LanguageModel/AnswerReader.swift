/// Turns what a model says, in pieces of any size, into sentences that can be checked one by one.
package struct AnswerReader: Sendable {
    /// Nothing is read before so much has come, so that a refusal never shows.
    static let openingScalarsMin = 24
    /// A model may think aloud before it answers, but not for ever.
    static let thoughtScalarsMax = 60_000
    static let sentencesMax = 40
    static let charactersMax = 4_000
    /// Of one sentence, item or code block, as it was written.
    static let pieceScalarsMax = 2_000

    /// Why nothing more will come; set only after all sentences before it were given out.
    package private(set) var stop: DraftStop?

    private enum Stage {
        /// The beginning is held back until it can be judged.
        case opening(String)
        /// What a model thinks aloud is skipped; its last characters are kept to find its end.
        case thinking(tail: String, scalars: Int)
        case answering
    }

    private var stage = Stage.opening("")
    private var blocks = AnswerBlocks()
    private var group: AnswerGroup
    private var watch: SecretWatch
    private var sentences = 0
    private var characters = 0

    /// - Parameters:
    ///   - secrets: what must not come out, each at least 8 letters or digits.
    ///   - isKnownAddress: whether a link may lead there.
    package init(secrets: [String], isKnownAddress: @escaping @Sendable (String) -> Bool) {
        group = AnswerGroup(isKnownAddress: isKnownAddress)
        watch = SecretWatch(secrets)
    }

    /// The sentences that `text` completes.
    package mutating func read(_ text: String) -> [DraftSentence] {
        stop == nil ? advance(text, isWhole: false) : []
    }

    /// The rest, when the model has come to its end.
    package mutating func finish() -> [DraftSentence] {
        guard stop == nil else { return [] }
        var found = advance("", isWhole: true)
        if case .thinking = stage { stop = .overlong }
        if stop == nil { found += give(blocks.finish()) }
        if stop == nil { found += count(group.finish()) }
        return found
    }

    private mutating func advance(_ text: String, isWhole: Bool) -> [DraftSentence] {
        switch stage {
        case .answering: return take(text)
        case .thinking(let tail, let scalars): return skip(tail + text, scalars: scalars, isWhole: isWhole)
        case .opening(let begun): return open(begun + text, isWhole: isWhole)
        }
    }

    private mutating func open(_ text: String, isWhole: Bool) -> [DraftSentence] {
        stage = .opening(text)
        let start = text.drop(while: \.isWhitespace)
        if start.hasPrefix(Self.thoughtBegin) {
            return skip(String(start.dropFirst(Self.thoughtBegin.count)), scalars: 0, isWhole: isWhole)
        }
        guard isWhole || start.unicodeScalars.count >= Self.openingScalarsMin else { return [] }
        stage = .answering
        guard !Refusal.begins(start) else {
            stop = .refused
            return []
        }
        return take(text)
    }

    private mutating func skip(_ text: String, scalars: Int, isWhole: Bool) -> [DraftSentence] {
        if let end = text.firstRange(of: Self.thoughtEnd) {
            return open(String(text[end.upperBound...]), isWhole: isWhole)
        }
        let seen = scalars + text.unicodeScalars.count
        stage = .thinking(tail: String(text.suffix(Self.thoughtEnd.count - 1)), scalars: seen)
        if seen > Self.thoughtScalarsMax { stop = .overlong }
        return []
    }

    private static let thoughtBegin = "<think>"
    private static let thoughtEnd = "</think>"

    private mutating func take(_ text: String) -> [DraftSentence] {
        var found: [DraftSentence] = []
        for scalar in text.unicodeScalars {
            if watch.sees(scalar) { stop = .leaked }
            if stop == nil { found += give(blocks.read(scalar)) }
            if stop == nil, blocks.pending > Self.pieceScalarsMax { stop = .overlong }
            if stop != nil { break }
        }
        return found
    }

    private mutating func give(_ pieces: [AnswerPiece]) -> [DraftSentence] {
        var found: [DraftSentence] = []
        for piece in pieces where stop == nil {
            if Refusal.isIn(piece.text) {
                stop = .refused
            } else {
                found += count(group.add(piece))
            }
        }
        return found
    }

    private mutating func count(_ given: [DraftSentence]) -> [DraftSentence] {
        var kept: [DraftSentence] = []
        for sentence in given where stop == nil {
            sentences += 1
            characters += sentence.text.count
            if sentences > Self.sentencesMax || characters > Self.charactersMax {
                stop = .overlong
            } else {
                kept.append(sentence)
            }
        }
        return kept
    }
}
