import Conversations
package import LanguageModel
package import Retrieval

extension Assistant {
    /// What became of a follow-up that a model was asked to say for the search.
    package struct Rewritten: Sendable, Hashable {
        /// `id@version#hash`.
        package let prompt: String
        package let outcome: Result<String, NoRewriting>

        package var text: String? { try? outcome.get() }
        /// In the words of a closed list.
        package var failure: String? {
            guard case .failure(let none) = outcome else { return nil }
            return none.why
        }
    }

    /// The turn with what a model makes of a follow-up. As it is where the question stands alone, needs no
    /// search, or was answered by a choice.
    ///
    /// `newMessage` gives the name of its text beside the log.
    func understood(
        _ turn: Turn, withinMilliseconds: Int, newMessage: () -> MessageID?
    ) async -> Turn {
        guard turn.choice == nil, atOnce(turn) == nil,
            let rewritten = await rewritten(
                turn.text, after: turn.context, withinMilliseconds: withinMilliseconds),
            let message = newMessage()
        else { return turn }
        var turn = turn
        turn.rewriting = Rewriting(rewritten, as: message)
        return turn
    }

    /// `nil` when nobody was asked. Any failure is told in the result: the search goes on without.
    package func rewritten(
        _ question: String, after turns: [String], withinMilliseconds: Int
    ) async -> Rewritten? {
        let subject = Query(text: question, context: unruled(turns)).subject
        guard !subject.isEmpty, let rewriter = rewriter() else { return nil }
        let prompt = rewriter.prompt.reference
        do throws(NoRewriting) {
            let text = try await rewriter.rewrite(
                question, after: subject, withinMilliseconds: withinMilliseconds)
            guard FollowUp.isFaithful(text, to: question, after: subject) else {
                throw NoRewriting(.unfaithful)
            }
            return Rewritten(prompt: prompt, outcome: .success(text))
        } catch {
            return Rewritten(prompt: prompt, outcome: .failure(error))
        }
    }

    /// What went to a person by a rule, such as a card number, is no business of a model later on.
    func unruled(_ turns: [String]) -> [String] {
        turns.filter { rules?.first(in: [$0]) == nil }
    }
}

/// A follow-up as a model says it: what the decision records, and the text beside the log.
package struct Rewriting: Hashable, Sendable {
    let record: Decision.Rewriting
    let text: Message?

    init(_ rewritten: Assistant.Rewritten, as message: MessageID) {
        let text = rewritten.text.map { Message(id: message, kind: .query, author: .assistant, text: $0) }
        self.text = text
        record = Decision.Rewriting(
            prompt: rewritten.prompt, message: text?.id, failure: rewritten.failure)
    }
}

extension Query {
    /// What a visitor's turn is searched for as.
    ///
    /// - Parameter choice: as if the visitor had chosen it.
    init(_ turn: Turn, choosing choice: AskedBack.Choice? = nil) {
        let text = [turn.text, choice?.label].compactMap(\.self).joined(separator: "\n")
        // A choice will be searched for with the visitor's own words and the turns before them.
        let rewritten = choice == nil ? turn.rewriting?.text?.text : nil
        self.init(text, after: turn.context, rewritten: rewritten, pageArea: turn.page?.area)
    }

    /// A rewriting stands alone: it takes the place of the question and of the turns before it.
    package init(_ text: String, after turns: [String], rewritten: String?, pageArea: String?) {
        self.init(
            text: rewritten ?? text, context: rewritten == nil ? turns : [], pageArea: pageArea)
    }
}
