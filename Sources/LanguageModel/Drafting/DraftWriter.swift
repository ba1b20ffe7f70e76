/// Lets a model write the text of an article from what people answered. What it writes is a draft: every
/// sentence of it is still to be held against its sources.
package struct DraftWriter: Sendable {
    package let prompt: Prompt

    private let model: any ChatModel
    private let newSecret: @Sendable () -> String

    /// - Parameter newSecret: a random word of at least 16 letters and digits, another one each time.
    package init(model: any ChatModel, prompt: Prompt, newSecret: @escaping @Sendable () -> String) {
        self.model = model
        self.prompt = prompt
        self.newSecret = newSecret
    }

    /// - Parameters:
    ///   - questions: what people asked, the most telling first.
    ///   - turns: what people answered, each under its question as the title; personal data is to be taken
    ///     out before, since what becomes a placeholder here is put back.
    ///   - related: passages of published articles.
    package func draft(
        _ topic: String, questions: [String], turns: [Source], related: [Source]
    ) -> Draft {
        let turns = Array(turns.prefix(prompt.sourcesMax))
        let related = Array(related.prefix(prompt.sourcesMax - turns.count))
        let canary = String(newSecret().prefix(GenerativeAnswerer.secretCharactersMax))
        let boundary = String(newSecret().prefix(GenerativeAnswerer.secretCharactersMax))
        let request = prompt.request(
            drafting: topic, questions: questions, turns: turns, related: related, canary: canary,
            boundary: boundary)
        let reader = AnswerReader(secrets: [canary, boundary], isKnownAddress: { _ in false })
        let sources = turns + related
        return Draft(
            sources: sources,
            sentences: ModelSentences(model: model, request: request, reader: reader, sources: sources),
            isVerbatim: false, model: model.name, prompt: prompt.reference)
    }
}
