extension Passages {
    /// The block itself when it fits, otherwise pieces of it: code by lines, text by sentences.
    static func split(_ block: Block) -> [Block] {
        guard block.text.wordCount > wordsMax else { return [block] }
        let texts = block.kind == .code ? splitCode(block.text) : splitText(block.text)
        return texts.map { Block(kind: block.kind, text: $0, headings: block.headings, anchor: block.anchor) }
    }

    private static func splitCode(_ text: String) -> [String] {
        let lines = text.normalizedLines
        guard let fence = lines.first, lines.count > 2 else { return splitWords(text) }
        let groups = group(
            lines[1..<(lines.count - 1)].map(String.init), wordsMax: wordsTarget, overlaps: false)
        return groups.map { "\(fence)\n\($0.joined(separator: "\n"))\n\(fence)" }
    }

    private static func splitText(_ text: String) -> [String] {
        let sentences = Sentences.split(text).flatMap { $0.wordCount > wordsMax ? splitWords($0) : [$0] }
        return group(sentences, wordsMax: wordsTarget, overlaps: true).map { $0.joined(separator: " ") }
    }

    /// For text without sentences: cut anywhere between words.
    private static func splitWords(_ text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace)
        return stride(from: 0, to: words.count, by: wordsTarget).map { start in
            words[start..<min(start + wordsTarget, words.count)].joined(separator: " ")
        }
    }

    /// Puts neighbours together up to `wordsMax`; with `overlaps`, a short last piece is repeated in the
    /// next group.
    private static func group(_ pieces: [String], wordsMax: Int, overlaps: Bool) -> [[String]] {
        var groups: [[String]] = []
        var current: [String] = []
        var words = 0
        for piece in pieces {
            let more = piece.wordCount
            if !current.isEmpty, words + more > wordsMax {
                groups.append(current)
                let last = current.last ?? ""
                let repeated = overlaps && current.count > 1 && last.wordCount <= overlapWordsMax
                current = repeated ? [last] : []
                words = repeated ? last.wordCount : 0
            }
            current.append(piece)
            words += more
        }
        if !current.isEmpty { groups.append(current) }
        return groups
    }
}
