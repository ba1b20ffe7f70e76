import LanguageModel

/// Writes a draft down as the visitor sees it: its pieces in order, a marker `[n]` where the pieces of one
/// source end.
struct AnswerText: Sendable {
    private(set) var text = ""
    private var citation: Int?
    private var endsInCode = false

    /// What a sentence adds.
    mutating func add(_ sentence: DraftSentence) -> String {
        var added = ""
        if let citation, citation != sentence.citation { added += marker(citation) }
        added += sentence.joint + sentence.text
        citation = sentence.citation
        endsInCode = sentence.text.hasSuffix("```")
        text += added
        return added
    }

    /// What the end adds.
    mutating func finish() -> String {
        guard let citation else { return "" }
        let added = marker(citation)
        text += added
        self.citation = nil
        return added
    }

    /// A marker behind a code fence would become part of it.
    private func marker(_ number: Int) -> String { endsInCode ? "\n\n[\(number)]" : " [\(number)]" }
}
