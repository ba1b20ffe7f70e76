/// One word of a text, before stemming.
struct Word: Hashable {
    /// Lower case, without diacritics.
    let text: String
    /// Whether it is a whole identifier such as `e-1042`, whose parts are words too.
    let isIdentifier: Bool
    /// Whether it is a part of an identifier that is no compound of words.
    var isPart = false
    /// Whether it means one thing and nothing near it: `e1042` for `E-1042`, `err_conn_reset`, `--port`,
    /// `c++`.
    var isCode = false
}

/// Cuts text into words: lower case, diacritics folded, divided at everything that is no letter and no digit.
enum Words {
    /// Longer words are cut: no term in the index takes more room.
    static let bytesMax = 64

    static func split(_ text: String) -> [Word] {
        var words: [Word] = []
        // A chunk is what stands between white space, already folded.
        var chunk: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if !isSeparator(scalar) {
                Folding.fold(scalar, into: &chunk)
            } else if !chunk.isEmpty {
                add(chunk, to: &words)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        add(chunk, to: &words)
        return words
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        if isWordScalar(scalar) { return false }
        return scalar.properties.isWhitespace || separators.contains(scalar)
    }

    /// Never part of an identifier, even without spaces around them.
    private static let separators: Set<Unicode.Scalar> = [
        "'", "’", "\"", "“", "”", "„", "«", "»", "`", "(", ")", "[", "]", "{", "}", "<", ">", ",", ";", "|",
        "…", "–", "—",
    ]

    /// Adds the parts of a chunk between white space and, when it is an error code, a file, a flag or a
    /// version, the whole as well: `E-1042`, `baton.yaml`, `--port`, `public_url`, `4.2`.
    private static func add(_ chunk: [Unicode.Scalar], to words: inout [Word]) {
        let folded = withoutLoneLetter(chunk)
        let parts = folded.split(whereSeparator: { !isWordScalar($0) })
        let isFlag = parts.count >= 1 && folded.prefix(2).elementsEqual(["-", "-"])
        guard let first = folded.firstIndex(where: isWordScalar),
            let last = folded.lastIndex(where: isWordScalar)
        else { return }
        let isIdentifier = parts.count > 1 || isFlag
        if let sign = Codes.signed(folded, from: first, to: last) {
            words.append(Word(text: text(sign), isIdentifier: false, isCode: true))
            return
        }
        let isPart = isIdentifier && !folded[first...last].allSatisfy(isProse)
        let whole = (isFlag ? "--" : "") + text(folded[first...last])
        let code = Codes.code(folded[first...last], isFlag: isFlag).map { (isFlag ? "--" : "") + text($0) }
        for part in parts {
            let isCode = !isIdentifier && code != nil
            words.append(Word(text: text(part), isIdentifier: false, isPart: isPart, isCode: isCode))
        }
        guard isIdentifier else { return }
        words.append(Word(text: whole, isIdentifier: true, isCode: code == whole))
        if let code, code != whole { words.append(Word(text: code, isIdentifier: true, isCode: true)) }
    }

    /// `e-mail` and `email`, `t-shirt` and `tshirt` are one word; `E-1042` is a code and stays.
    private static func withoutLoneLetter(_ chunk: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard let dash = chunk.firstIndex(of: "-"), dash > 0, dash + 1 < chunk.count,
            chunk[dash - 1].properties.isAlphabetic, dash == 1 || !isWordScalar(chunk[dash - 2]),
            chunk[dash + 1].properties.isAlphabetic
        else { return chunk }
        return Array(chunk[..<dash] + chunk[(dash + 1)...])
    }

    static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (0x61...0x7a).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
                || (0x41...0x5a).contains(scalar.value)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// "Self-hosted" and "and/or" are words.
    private static func isProse(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "-" || scalar == "/"
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String(String.UnicodeScalarView(scalars))
        while text.utf8.count > bytesMax { text.unicodeScalars.removeLast() }
        return text
    }
}
