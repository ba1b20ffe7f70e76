/// A text with open places.
struct PromptText: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case words(String)
        case open(Prompt.Input)
    }

    let pieces: [Piece]

    func filled(_ values: [Prompt.Input: [ChatMessage.Part]]) -> [ChatMessage.Part] {
        pieces.flatMap { piece -> [ChatMessage.Part] in
            switch piece {
            case .words(let words): [.open(words)]
            case .open(let input): values[input] ?? []
            }
        }
    }
}
