/// Cuts a revision into passages.
///
/// The ranking was measured with 70 words and an overlap of 15; other sizes need another measurement.
package enum Passages {
    package static let wordsTarget = 70
    /// A list or a paragraph that fits in here stays whole.
    package static let wordsMax = 105
    /// Repeated at the start of the next passage, only when one block had to be split.
    package static let overlapWordsMax = 15

    package static func cut(_ revision: Revision) -> [Passage] {
        let title = revision.article.title
        let blocks = Markdown.blocks(revision.article.markdown)
        var pieces: [(blocks: [Block], place: Block)] = []
        for section in sections(blocks) {
            for piece in pack(section.flatMap(split)) {
                if let place = piece.first { pieces.append((piece, place)) }
            }
        }
        return pieces.enumerated().map { ordinal, piece in
            // A first heading that repeats the title says nothing more.
            let headings = piece.place.headings.filter { $0 != title && !$0.isEmpty }
            return Passage(
                article: revision.article.id, revision: revision.number, ordinal: ordinal,
                heading: headings.isEmpty ? nil : headings.joined(separator: " › "),
                anchor: piece.place.anchor, text: join(piece.blocks))
        }
    }

    /// Neighbours under the same heading; an anchor is unique in its document, so it names the section.
    private static func sections(_ blocks: [Block]) -> [[Block]] {
        var sections: [[Block]] = []
        for block in blocks {
            if let last = sections.last?.last, last.anchor == block.anchor {
                sections[sections.count - 1].append(block)
            } else {
                sections.append([block])
            }
        }
        return sections
    }

    /// Fills passages up to the target; only what belongs together may go beyond it, up to the maximum.
    private static func pack(_ blocks: [Block]) -> [[Block]] {
        var passages: [[Block]] = []
        var words = 0
        for unit in units(blocks) {
            let more = unit.reduce(0) { $0 + $1.text.wordCount }
            if !passages.isEmpty, words + more <= wordsTarget {
                passages[passages.count - 1] += unit
                words += more
            } else {
                passages.append(unit)
                words = more
            }
        }
        return passages
    }

    /// A list or a table with the sentence that introduces it ("Follow these steps:") is one unit while it
    /// fits.
    private static func units(_ blocks: [Block]) -> [[Block]] {
        var units: [[Block]] = []
        var words = 0
        for block in blocks {
            let more = block.text.wordCount
            let last = units.last?.last
            let belongs = last.map { block.continues($0) || $0.introduces } ?? false
            if belongs, words + more <= wordsMax {
                units[units.count - 1].append(block)
                words += more
            } else {
                units.append([block])
                words = more
            }
        }
        return units
    }

    private static func join(_ blocks: [Block]) -> String {
        var text = ""
        var previous: Block?
        for block in blocks {
            if let previous { text += block.continues(previous) ? "\n" : "\n\n" }
            text += block.text
            previous = block
        }
        return text
    }
}

extension Block {
    fileprivate var introduces: Bool { kind == .paragraph && text.hasSuffix(":") }
}
