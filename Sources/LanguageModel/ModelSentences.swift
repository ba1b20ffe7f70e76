/// The sentences of a model's answer, read from its stream as they are asked for. The model is asked when
/// the first is awaited, and left alone when the iteration ends.
struct ModelSentences: AsyncSequence, Sendable {
    typealias Element = DraftSentence
    typealias Failure = any Error

    let model: any ChatModel
    let request: ChatRequest
    let reader: AnswerReader
    /// What the sentences' citations count.
    let sources: [Source]

    func makeAsyncIterator() -> Iterator {
        Iterator(events: model.stream(request).makeAsyncIterator(), reader: reader, sources: sources)
    }

    struct Iterator: AsyncIteratorProtocol {
        private var events: AsyncThrowingStream<ChatEvent, any Error>.Iterator
        private var reader: AnswerReader
        /// Read and not yet asked for, first one last.
        private var ready: [DraftSentence] = []
        private var hasEnded = false
        /// Of the text since the last sentence.
        private var likelihood: TokenLikelihood?
        private let sources: [Source]

        init(
            events: AsyncThrowingStream<ChatEvent, any Error>.Iterator, reader: AnswerReader,
            sources: [Source]
        ) {
            self.events = events
            self.reader = reader
            self.sources = sources
        }

        mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws -> DraftSentence? {
            while true {
                if let sentence = ready.popLast() {
                    return SourceLabel.removed(from: sentence, sources: sources)
                }
                if let stop = reader.stop { throw stop }
                if hasEnded { return nil }
                guard let event = try await events.next(isolation: actor) else {
                    // A cancelled stream ends as if it were complete.
                    try Task.checkCancellation()
                    throw ModelFailure.truncated
                }
                switch event {
                case .text(let text): take(reader.read(text))
                case .likelihood(let more): likelihood = .both(likelihood, more)
                case .ended(let ending):
                    if let failure = ending.reason.failure { throw failure }
                    take(reader.finish())
                    hasEnded = true
                }
            }
        }

        /// Several sentences that end with one piece of text share what is known of it: the first has it.
        private mutating func take(_ sentences: [DraftSentence]) {
            ready = sentences.reversed()
            guard !ready.isEmpty else { return }
            ready[ready.count - 1].likelihood = likelihood
            likelihood = nil
        }
    }
}

extension ChatEnding.Reason {
    /// What an answer that came to this end lacks.
    fileprivate var failure: ModelFailure? {
        switch self {
        case .stop: nil
        case .length, .contentFilter: .truncated
        case .other: .unreadable
        }
    }
}
