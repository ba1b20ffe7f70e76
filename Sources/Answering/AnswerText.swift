import LanguageModel

/// Writes a draft down as the visitor sees it: its pieces in order, markers `[n]` where the pieces of one
/// source end. Sources are numbered as they come up: the visitor sees only those that were used.
struct AnswerText: Sendable {
    private(set) var text = ""
    /// The draft's sources in the order of their numbers here.
    private(set) var used: [Int] = []
    private var citations: [Int] = []
    private var endsInCode = false

    /// What a sentence adds.
    mutating func add(_ sentence: DraftSentence) -> String {
        var added = ""
        if citations != sentence.citations { added += markers() }
        added += (text.isEmpty ? "" : sentence.joint) + sentence.text
        citations = sentence.citations
        for citation in citations where !used.contains(citation) { used.append(citation) }
        endsInCode = sentence.text.hasSuffix("```")
        text += added
        return added
    }

    /// What the end adds.
    mutating func finish() -> String {
        let added = markers()
        text += added
        citations = []
        return added
    }

    /// A marker behind a code fence would become part of it.
    private func markers() -> String {
        let numbers = citations.compactMap(used.firstIndex).map { "[\($0 + 1)]" }.joined()
        return numbers.isEmpty ? "" : (endsInCode ? "\n\n" : " ") + numbers
    }
}
