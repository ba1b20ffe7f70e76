import Knowledge

/// A finished draft.
package struct DraftAnswer: Sendable, Hashable {
    package private(set) var sentences: [DraftSentence]
    /// What the sentences' citations count, from 1.
    package private(set) var citations: [Source]

    package init(sentences: [DraftSentence], citations: [Source]) {
        self.sentences = sentences
        self.citations = citations
    }

    package var isEmpty: Bool { sentences.isEmpty }

    /// The answer as limited Markdown.
    package var text: String { sentences.map { $0.joint + $0.text }.joined() }

    /// Adds a quotation as far as there is room. What does not fit is left to the link behind the citation.
    mutating func append(_ units: [PassageUnit], of source: Source, room: inout Room) {
        var previous: PassageUnit?
        for unit in units {
            guard room.take(unit.text, isFirst: sentences.isEmpty) else { return }
            if previous == nil { citations.append(source) }
            let joint = sentences.isEmpty ? "" : Self.joint(previous, unit)
            sentences.append(DraftSentence(text: unit.text, joint: joint, citations: [citations.count]))
            previous = unit
        }
    }

    private static func joint(_ previous: PassageUnit?, _ unit: PassageUnit) -> String {
        guard let previous, previous.block == unit.block else { return "\n\n" }
        return unit.kind == .sentence ? " " : "\n"
    }
}

/// How much longer an answer may become.
struct Room {
    var words: Int
    var characters: Int

    /// Whether `text` still fits. The first piece always does: an answer that cannot be shortened is still
    /// an answer.
    mutating func take(_ text: String, isFirst: Bool) -> Bool {
        let (moreWords, moreCharacters) = (text.wordCount, text.count)
        guard isFirst || (moreWords <= words && moreCharacters <= characters) else { return false }
        words -= moreWords
        characters -= moreCharacters
        return true
    }
}
