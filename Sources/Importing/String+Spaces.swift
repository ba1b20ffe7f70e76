extension StringProtocol {
    /// Without white space at both ends and with single spaces inside; what has no width is left out.
    var singleSpaced: String {
        // By scalars: pages are long, and characters cost ten times as much to find.
        var text = String.UnicodeScalarView()
        var isPending = false
        for scalar in unicodeScalars {
            if scalar.isSpace {
                isPending = !text.isEmpty
            } else if !scalar.hasNoWidth {
                if isPending { text.append(" ") }
                isPending = false
                text.append(scalar)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    var isSpace: Bool { isASCII ? value == 0x20 || (0x09...0x0d).contains(value) : properties.isWhitespace }

    /// Soft hyphens, byte order marks and zero-width spaces, which pages put between letters.
    var hasNoWidth: Bool { !isASCII && [0xad, 0x200b, 0x2060, 0xfeff].contains(value) }

    /// A letter or a digit.
    var isWordly: Bool {
        guard isASCII else { return properties.isAlphabetic || properties.numericType != nil }
        return (0x30...0x39).contains(value) || (0x41...0x5a).contains(value) || (0x61...0x7a).contains(value)
    }
}
