/// Mail addresses: those of RFC 5322's dot-atoms with a domain name behind them, in any script, and the ones
/// that people write with "(at)" to hide them from machines.
enum MailAddressFinder {
    static let endingLettersMin = 2

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        text.indices.compactMap { index in
            guard let sign = sign(text, at: index), let domain = domain(text, from: sign.upperBound),
                let start = local(text, before: sign.lowerBound)
            else { return nil }
            // The user of a repository's address is everybody.
            return text.string(start..<sign.lowerBound) == "git" ? nil : start..<domain
        }
    }

    /// `@`, `(at)`, `[at]`, with a space at each side of the words if there is one.
    private static func sign(_ text: ScannedText, at index: Int) -> Range<Int>? {
        guard let scalar = text[index] else { return nil }
        if scalar == "@" || scalar == "\u{FF20}" { return index..<(index + 1) }
        guard scalar == "(" || scalar == "[", text.string(index..<(index + 4)).lowercased().isAtSign else {
            return nil
        }
        let lead = text[index - 1]?.isSpace == true ? 1 : 0
        let tail = text[index + 4]?.isSpace == true ? 1 : 0
        return (index - lead)..<(index + 4 + tail)
    }

    private static func local(_ text: ScannedText, before end: Int) -> Int? {
        guard let last = text[end - 1] else { return nil }
        // Beside an ASCII letter only ASCII goes on: the words before it may have no space between them.
        let allowsAll = !last.isASCII
        var start = end
        while let scalar = text[start - 1], isLocal(scalar, allowsAll: allowsAll) { start -= 1 }
        while start < end, let first = text[start], !isWordLike(first) { start += 1 }
        return start < end && !text.isWord(start - 1) ? start : nil
    }

    /// The index behind the domain.
    private static func domain(_ text: ScannedText, from start: Int) -> Int? {
        guard let first = text[start], isWordLike(first) else { return nil }
        let allowsAll = !first.isASCII
        var labels = [0]
        var ends = [start]
        var index = start
        while let scalar = text[index] {
            if let dot = dot(text, at: index) {
                guard labels.last != 0 else { break }
                labels.append(0)
                index = dot
                ends.append(index)
            } else if isWordLike(scalar) && (allowsAll || scalar.isASCII || isWordLikeInside(text, index))
                || (scalar == "-" && labels.last != 0)
            {
                labels[labels.count - 1] += 1
                index += 1
                ends[ends.count - 1] = index
            } else {
                break
            }
        }
        // "Write to a@b.example." ends a sentence, and "a@b.example.2" has a number behind it.
        while let label = labels.last, label < endingLettersMin || !endsInLetters(text, ends[ends.count - 1])
        {
            labels.removeLast()
            ends.removeLast()
            if labels.count < 2 { return nil }
        }
        guard labels.count >= 2, let end = ends.last, !text.isWord(end) else { return nil }
        return end
    }

    /// An umlaut in a name that began with ASCII.
    private static func isWordLikeInside(_ text: ScannedText, _ index: Int) -> Bool {
        guard let scalar = text[index] else { return false }
        return (0xC0...0x24F).contains(scalar.value)
    }

    private static func endsInLetters(_ text: ScannedText, _ end: Int) -> Bool {
        guard let last = text[end - 1], let before = text[end - 2] else { return false }
        return last.properties.isAlphabetic && before.properties.isAlphabetic
    }

    /// The index behind `.`, `(dot)` or `[dot]`.
    private static func dot(_ text: ScannedText, at index: Int) -> Int? {
        guard let scalar = text[index] else { return nil }
        if scalar == "." { return index + 1 }
        let open = scalar.isSpace ? index + 1 : index
        let word = text.string(open..<(open + 5)).lowercased()
        guard word == "(dot)" || word == "[dot]" else { return nil }
        return open + 5 + (text[open + 5]?.isSpace == true ? 1 : 0)
    }

    private static func isLocal(_ scalar: Unicode.Scalar, allowsAll: Bool) -> Bool {
        // Of the signs that RFC 5322 allows those that occur: the others stand around addresses.
        if scalar.isASCII { return scalar.isASCIIWord || ".%+~'-".unicodeScalars.contains(scalar) }
        return isWordLike(scalar) && (allowsAll || (0xC0...0x24F).contains(scalar.value))
    }

    private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.isASCIIWord
            : scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
}

extension String {
    fileprivate var isAtSign: Bool { self == "(at)" || self == "[at]" }
}
