/// Gives each piece of an answer its sources: those that it names, or those that the next piece of its
/// paragraph or list names.
struct AnswerGroup: Sendable {
    private struct Held {
        let text: String
        let joint: String
        let kind: AnswerPiece.Kind

        func citing(_ citations: [Int]) -> DraftSentence {
            DraftSentence(text: text, joint: joint, citations: citations)
        }

        var introduces: Bool { kind == .sentence && text.hasSuffix(":") }
    }

    private let isKnownAddress: @Sendable (String) -> Bool
    /// Pieces that name no source, waiting for one that does.
    private var held: [Held] = []
    /// The sources of the last piece that was given out.
    private var last: [Int] = []
    private var lastIntroduces = false
    /// What the sentence above the current list names, if it leads to the list.
    private var listCitations: [Int] = []
    private var hasBegun = false
    private var lastKind: AnswerPiece.Kind?
    /// A piece without words began a block; the next one begins it instead.
    private var owesBlock = false

    init(isKnownAddress: @escaping @Sendable (String) -> Bool) { self.isKnownAddress = isKnownAddress }

    mutating func add(_ piece: AnswerPiece) -> [DraftSentence] {
        let (words, citations) = clean(piece)
        let isFirst = piece.isFirst || owesBlock
        guard words.contains(where: { $0.isLetter || $0.isNumber }) else {
            owesBlock = isFirst
            return citations.isEmpty ? [] : release(citing: citations)
        }
        owesBlock = false
        var out = isFirst ? closeBlock() : []
        if isFirst { listCitations = lastIntroduces ? last : [] }
        held.append(Held(text: words, joint: joint(piece.kind, isFirst: isFirst), kind: piece.kind))
        if !citations.isEmpty { out += release(citing: citations) }
        return out
    }

    mutating func finish() -> [DraftSentence] { resolve() }

    private func clean(_ piece: AnswerPiece) -> (words: String, citations: [Int]) {
        if piece.kind == .code {
            let code = Untrusted.visible(piece.text).replacing("```", with: "` ` `", ignoringCase: false)
            return ("```\n\(code)\n```", [])
        }
        let (text, citations) = SafeMarkdown.clean(piece.text, isKnownAddress: isKnownAddress)
        guard !text.isEmpty else { return ("", citations) }
        switch piece.kind {
        case .bullet: return ("- " + text, citations)
        case .step(let number):
            // The number is no word: an item that has only a marker stays empty.
            return text.contains(where: { $0.isLetter || $0.isNumber })
                ? ("\(number). " + text, citations) : ("", citations)
        default: return (text, citations)
        }
    }

    private mutating func joint(_ kind: AnswerPiece.Kind, isFirst: Bool) -> String {
        defer {
            hasBegun = true
            lastKind = kind
        }
        if !hasBegun { return "" }
        if isFirst || lastKind == .code { return "\n\n" }
        return kind == .sentence ? " " : "\n"
    }

    private mutating func release(citing citations: [Int]) -> [DraftSentence] {
        defer { held = [] }
        last = citations
        lastIntroduces = held.last?.introduces ?? false
        return held.map { $0.citing(citations) }
    }

    /// At the end of a block its pieces stop waiting, unless they lead to what comes.
    private mutating func closeBlock() -> [DraftSentence] {
        guard let open = held.last else { return [] }
        if open.introduces { return [] }
        if open.kind == .code, held.count > 1 || last.isEmpty { return [] }
        return resolve()
    }

    /// Code belongs to what stands before it, items to what leads to their list.
    private mutating func resolve() -> [DraftSentence] {
        defer { held = [] }
        return held.map { piece in
            let citations: [Int] =
                switch piece.kind {
                case .code: last
                case .bullet, .step: listCitations
                case .sentence: []
                }
            last = citations
            lastIntroduces = piece.introduces
            return piece.citing(citations)
        }
    }
}
