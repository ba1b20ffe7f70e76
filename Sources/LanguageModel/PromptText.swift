/// A text with open places.
struct PromptText: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case words(String)
        case open(Prompt.Input)
    }

    let pieces: [Piece]

    func filled(_ values: [Prompt.Input: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .open(let input): values[input] ?? ""
            }
        }.joined()
    }
}
