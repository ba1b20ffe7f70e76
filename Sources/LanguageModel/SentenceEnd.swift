import Knowledge

/// Where a sentence of an answer ends: behind its markers, and only once the next word has begun.
enum SentenceEnd {
    /// Whether `text`, which ends in white space, is a whole sentence when `next` comes after it.
    static func isReached(_ text: [Unicode.Scalar], next: Unicode.Scalar) -> Bool {
        // A marker belongs to what stands before it.
        guard !CitationMarker.openings.contains(next) else { return false }
        var end = withoutMarkers(text[...])
        while let last = end.last, "*_".unicodeScalars.contains(last) { end.removeLast() }
        let closers: Set<Unicode.Scalar> = ["\"", "'", "\u{201D}", "\u{2019}", "\u{BB}", ")", "]", "`"]
        guard let last = end.last(where: { !closers.contains($0) && $0 != " " }),
            ".!?\u{2026}\u{3002}".unicodeScalars.contains(last)
        else { return false }
        // A bold or italic beginning says nothing about the sentence: a letter stands for it.
        let first = next.properties.isAlphabetic || next.properties.numericType != nil ? Character(next) : "A"
        let sentence = String(String.UnicodeScalarView(end))
        return Sentences.split("\(sentence) \(first)").last == String(first)
    }

    /// Without markers and white space at the end.
    static func withoutMarkers(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var text = Array(text)
        while let last = text.last {
            if last.properties.isWhitespace {
                text.removeLast()
            } else if CitationMarker.closings.contains(last),
                let open = text.lastIndex(where: CitationMarker.openings.contains),
                CitationMarker(in: text, at: open)?.end == text.count
            {
                text.removeSubrange(open...)
            } else {
                break
            }
        }
        return text
    }
}
