import FoundationEssentials

/// Words of people on their way into a header, where a line end would begin a header of its own.
enum HeaderText {
    /// 39 bytes become 52 of base64 and a word of 64: with the longest name of a header in front, 78 columns.
    private static let bytesPerWordMax = 39
    private static let columnsMax = 70

    /// Without line ends and control characters, and with single spaces.
    static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Character in
            let isSpace = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            return isSpace ? " " : Character(scalar)
        }
        return String(scalars).split(separator: " ").joined(separator: " ")
    }

    /// The value of a header without structure, such as Subject.
    static func unstructured(_ text: String) -> String {
        let line = oneLine(text)
        // What looks like an encoded word would be decoded.
        guard line.count <= columnsMax, line.utf8.allSatisfy({ $0 < 0x7F }), !line.contains("=?") else {
            return encoded(line)
        }
        return line
    }

    /// A name in front of an address.
    static func phrase(_ text: String) -> String {
        let line = oneLine(text)
        let isPlain = line.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x20
        }
        return isPlain && line.count <= columnsMax ? line : encoded(line)
    }

    /// Encoded words of whole characters, one a line.
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > bytesPerWordMax { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
