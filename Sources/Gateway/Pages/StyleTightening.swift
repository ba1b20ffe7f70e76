/// A style sheet without comments, indentation and the spaces that say nothing. Quoted texts stay.
enum StyleTightening {
    static func tightened(_ css: String) -> String {
        var kept: [UInt8] = []
        let bytes = Array(css.utf8)
        var quote: UInt8?
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if let open = quote {
                kept.append(byte)
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "/"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "*") {
                at = end(ofCommentAt: at, in: bytes)
                continue
            } else if isSpace(byte) {
                // A space says something between words only: `1px solid`, `.a .b`, `and (`, `) and`, `- 1px`.
                if let last = kept.last, !isSpace(last), !leading.contains(last) { kept.append(0x20) }
            } else {
                if kept.last == 0x20, trailing.contains(byte) { kept.removeLast() }
                if byte == UInt8(ascii: "}"), kept.last == UInt8(ascii: ";") { kept.removeLast() }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                kept.append(byte)
            }
            at += 1
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static let leading = Set("{};,:>".utf8)
    private static let trailing = Set("{};,>".utf8)

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    private static func end(ofCommentAt start: Int, in bytes: [UInt8]) -> Int {
        var at = start + 2
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "/"), bytes[at - 1] == UInt8(ascii: "*"), at > start + 2 {
                return at + 1
            }
            at += 1
        }
        return at
    }
}
