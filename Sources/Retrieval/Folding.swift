/// Lower case without diacritics, so that `Größe`, `GROSSE` and `grosse` are one word.
enum Folding {
    static func fold(_ text: String) -> String {
        var folded: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars { fold(scalar, into: &folded) }
        return String(String.UnicodeScalarView(folded))
    }

    /// Appends what becomes of `scalar`: one letter or several, or nothing for a combining mark.
    static func fold(_ scalar: Unicode.Scalar, into folded: inout [Unicode.Scalar]) {
        if scalar.isASCII {
            let isUpper = (0x41...0x5a).contains(scalar.value)
            folded.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
            return
        }
        if isMark(scalar) { return }
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(lower) {
            if let plain = plain[lower] { folded.append(contentsOf: plain) } else { folded.append(lower) }
        }
    }

    /// What is left of a letter that was typed in two pieces.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36f).contains(scalar.value) }

    /// The Latin letters of Europe's languages; other scripts have no case and diacritics that matter here.
    private static let plain: [Unicode.Scalar: [Unicode.Scalar]] = {
        let groups = """
            a:àáâãäåāăą ae:æ c:çćĉċč d:ďđð e:èéêëēĕėęě g:ĝğġģ h:ĥħ i:ìíîïĩīĭįı j:ĵ k:ķ
            l:ĺļľŀł n:ñńņňŉ o:òóôõöøōŏő oe:œ r:ŕŗř s:śŝşšș ss:ß t:ţťŧț th:þ
            u:ùúûüũūŭůűų w:ŵ y:ýÿŷ z:źżž
            """
        var table: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for group in groups.split(whereSeparator: \.isWhitespace) {
            let parts = group.split(separator: ":")
            guard let plain = parts.first, let letters = parts.last else { continue }
            for letter in letters.unicodeScalars { table[letter] = Array(plain.unicodeScalars) }
        }
        return table
    }()
}
