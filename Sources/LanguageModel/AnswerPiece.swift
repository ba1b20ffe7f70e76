/// A sentence, an item or a code block as a model wrote it, markers and all.
struct AnswerPiece: Hashable {
    enum Kind: Hashable {
        case sentence
        case bullet
        case step(Int)
        case code
    }

    let kind: Kind
    /// Of an item, the words behind its mark; of code, the lines between the fences.
    let text: String
    /// Whether a paragraph, a list or a code block begins with it.
    let isFirst: Bool
}
