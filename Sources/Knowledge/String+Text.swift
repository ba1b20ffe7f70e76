extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }

    /// Words are what white space divides.
    package var wordCount: Int {
        split(whereSeparator: \.isWhitespace).count
    }
}

extension String {
    /// The lines without their ends, whether LF, CRLF or CR: a CRLF is one `Character` in Swift.
    var normalizedLines: [Substring] {
        split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }
}
