/// Lets a model write the answer from the sources. What it writes is a draft: every sentence of it is still
/// to be checked.
package struct GenerativeAnswerer: Answerer {
    /// Of each secret this much is used: they stand on many lines, and every character costs time.
    package static let secretCharactersMax = 16

    package let name = "generative-1"

    private let model: any ChatModel
    private let prompt: Prompt
    private let isKnownAddress: @Sendable (String) -> Bool
    private let newSecret: @Sendable () -> String

    /// - Parameters:
    ///   - isKnownAddress: whether a link may lead there: to a page of a published article.
    ///   - newSecret: a random word of at least 16 letters and digits, another one each time.
    package init(
        model: any ChatModel, prompt: Prompt,
        isKnownAddress: @escaping @Sendable (String) -> Bool = { _ in false },
        newSecret: @escaping @Sendable () -> String
    ) {
        self.model = model
        self.prompt = prompt
        self.isKnownAddress = isKnownAddress
        self.newSecret = newSecret
    }

    package func draft(_ question: Question, from sources: [Source]) -> Draft {
        let sources = Array(sources.prefix(prompt.sourcesMax))
        let canary = secret()
        let boundary = secret()
        let request = prompt.request(question, from: sources, canary: canary, boundary: boundary)
        let reader = AnswerReader(secrets: [canary, boundary], isKnownAddress: isKnownAddress)
        return Draft(
            sources: sources,
            sentences: ModelSentences(
                model: model, request: request, reader: reader, sources: sources),
            isVerbatim: false, model: model.name, prompt: prompt.reference)
    }

    package func cost(of question: Question, from sources: [Source]) -> AnswerCost? {
        let request = prompt.request(
            question, from: Array(sources.prefix(prompt.sourcesMax)), canary: secret(), boundary: secret())
        return AnswerCost(
            model: model.name, characters: request.messages.reduce(0) { $0 + $1.text.count },
            tokensMax: request.tokensMax)
    }

    private func secret() -> String { String(newSecret().prefix(Self.secretCharactersMax)) }
}
