import Knowledge

extension Prompt {
    /// The question and its sources in this prompt's words. All that others wrote is cleaned and stands
    /// between lines that hold `boundary`.
    func request(
        _ question: Question, from sources: [Source], canary: String, boundary: String
    ) -> ChatRequest {
        func fenced(_ blocks: [ChatMessage.Part]) -> [ChatMessage.Part] { Self.fenced(blocks, boundary) }
        let blocks = sources.enumerated().map { Self.block($0.element, number: $0.offset + 1, boundary) }
        let earlier = Self.earlier(question.context, boundary)
        let asked = Untrusted.text(
            question.text, boundary: boundary, charactersMax: Untrusted.questionCharactersMax)
        // Articles are published: their addresses and numbers are what customers ask for.
        let values: [Input: [ChatMessage.Part]] = [
            .canary: [.open(canary)], .boundary: [.open(boundary)],
            .sources: fenced(blocks.map { .open($0) }),
            .page: question.page.map { fenced([.personal(Self.describe($0, boundary))]) } ?? Self.nothing,
            .earlier: earlier.isEmpty ? Self.nothing : fenced([.personal(earlier)]),
            .question: fenced([.personal(asked)]),
        ]
        return request(values)
    }

    /// The last question and the turns that it leans on, oldest first, in this prompt's words.
    func request(
        rewriting question: String, after turns: [String], canary: String, boundary: String
    ) -> ChatRequest {
        let asked = Untrusted.line(
            question, boundary: boundary, charactersMax: Untrusted.questionCharactersMax)
        return request([
            .canary: [.open(canary)], .boundary: [.open(boundary)],
            .earlier: Self.fenced([.personal(Self.earlier(turns, boundary))], boundary),
            .question: Self.fenced([.personal(asked)], boundary),
        ])
    }

    /// What people asked and answered about `topic`, in this prompt's words.
    func request(
        drafting topic: String, questions: [String], turns: [Source], related: [Source], canary: String,
        boundary: String
    ) -> ChatRequest {
        let asked = Untrusted.line(topic, boundary: boundary, charactersMax: Untrusted.titleCharactersMax)
        let answered = turns.enumerated().map { index, turn in
            ChatMessage.Part.personal(Self.block(turn, number: index + 1, boundary))
        }
        let published = related.enumerated().map { index, source in
            ChatMessage.Part.open(Self.block(source, number: turns.count + index + 1, boundary))
        }
        return request([
            .canary: [.open(canary)], .boundary: [.open(boundary)],
            .sources: Self.fenced(answered + published, boundary),
            .earlier: Self.fenced([.personal(Self.earlier(questions, boundary))], boundary),
            .question: Self.fenced([.personal(asked)], boundary),
        ])
    }

    private func request(_ values: [Input: [ChatMessage.Part]]) -> ChatRequest {
        ChatRequest(
            messages: [
                ChatMessage(.system, system.filled(values)), ChatMessage(.user, user.filled(values)),
            ],
            tokensMax: tokensMax, temperature: temperature)
    }

    private static func fenced(_ blocks: [ChatMessage.Part], _ boundary: String) -> [ChatMessage.Part] {
        blocks.flatMap { [.open("--- \(boundary)\n"), $0, .open("\n")] } + [.open("--- \(boundary)")]
    }

    /// A line each.
    private static func earlier(_ turns: [String], _ boundary: String) -> String {
        turns.map {
            "- " + Untrusted.line($0, boundary: boundary, charactersMax: Untrusted.earlierCharactersMax)
        }.joined(separator: "\n")
    }

    private static let nothing = [ChatMessage.Part.open("(nothing)")]

    /// The number stands in front of words that can no longer look like one.
    private static func block(_ source: Source, number: Int, _ boundary: String) -> String {
        let title = Untrusted.line(
            SourceLabel.of(source), boundary: boundary, charactersMax: Untrusted.titleCharactersMax)
        let text = Untrusted.text(
            source.passage.text, boundary: boundary, charactersMax: Untrusted.passageCharactersMax)
        return "[\(number)] \(title)\n\(text)"
    }

    private static func describe(_ page: Question.Page, _ boundary: String) -> String {
        let parts = [
            ("title", page.title, Untrusted.titleCharactersMax),
            ("area", page.area ?? "", Untrusted.areaCharactersMax),
            ("path", page.path, Untrusted.pathCharactersMax),
        ]
        return parts.filter { !$0.1.isEmpty }
            .map { "\($0.0) " + Untrusted.line($0.1, boundary: boundary, charactersMax: $0.2) }
            .joined(separator: "\n")
    }
}
