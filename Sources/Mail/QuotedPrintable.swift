/// Text that any mail server carries and a person can still read in the raw (RFC 2045, 6.7).
enum QuotedPrintable {
    private static let columnsMax = 76

    static func encoded(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map(line).joined(separator: "\r\n")
    }

    private static func line(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var lines = [""]
        for (index, byte) in bytes.enumerated() {
            let piece = piece(byte, isLast: index == bytes.count - 1)
            // One column is kept for the sign that the line goes on.
            if lines[lines.count - 1].utf8.count + piece.utf8.count >= columnsMax { lines.append("") }
            lines[lines.count - 1] += piece
        }
        return lines.joined(separator: "=\r\n")
    }

    private static func piece(_ byte: UInt8, isLast: Bool) -> String {
        let isBlank = byte == 0x20 || byte == 0x09
        if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "=") { return String(Unicode.Scalar(byte)) }
        if isBlank, !isLast { return String(Unicode.Scalar(byte)) }
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
