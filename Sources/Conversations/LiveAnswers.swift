/// The answers that are being given, each as far as it was told: never with a hole in the middle.
struct LiveAnswers {
    private var byConversation: [ConversationID: Feed.LiveAnswer] = [:]

    subscript(id: ConversationID) -> Feed.LiveAnswer? { byConversation[id] }

    var conversations: Dictionary<ConversationID, Feed.LiveAnswer>.Keys { byConversation.keys }

    mutating func follow(_ signal: Signal) {
        switch signal {
        case .delta(let id, let answer, let number, let text):
            add(Feed.LiveAnswer(answer: answer, number: number, text: text), to: id)
        case .advanced(let state):
            if state.lease?.answer != byConversation[state.id]?.answer { byConversation[state.id] = nil }
        case .typing, .seen, .viewersChanged: break
        }
    }

    /// What another process tells may get lost. An answer with a gap is forgotten: whoever comes now waits
    /// for its end.
    private mutating func add(_ piece: Feed.LiveAnswer, to id: ConversationID) {
        guard let known = byConversation[id], known.answer == piece.answer else {
            // The middle of an answer whose beginning was not heard says nothing about the one that was.
            if piece.number == 1 { byConversation[id] = piece }
            return
        }
        guard piece.number > known.number else { return }
        guard piece.number == known.number + 1 else {
            byConversation[id] = nil
            return
        }
        byConversation[id] = Feed.LiveAnswer(
            answer: known.answer, number: piece.number, text: known.text + piece.text)
    }
}
