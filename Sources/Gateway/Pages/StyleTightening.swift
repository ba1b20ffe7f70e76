/// A style sheet without comments, indentation and the spaces that say nothing. Quoted texts stay.
enum StyleTightening {
    static func tightened(_ css: String) -> String {
        var kept: [UInt8] = []
        let bytes = Array(css.utf8)
        var quote: UInt8?
        var at = 0
        // `a + b` is a sibling; inside brackets it is a sum, whose spaces are needed.
        var depth = 0
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
                let last = kept.last ?? 0x20
                let isSibling = depth == 0 && last == UInt8(ascii: "+")
                if !isSpace(last), !leading.contains(last), !isSibling { kept.append(0x20) }
            } else {
                depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                let isSibling = depth == 0 && byte == UInt8(ascii: "+")
                if kept.last == 0x20, trailing.contains(byte) || isSibling { kept.removeLast() }
                if byte == UInt8(ascii: "}"), kept.last == UInt8(ascii: ";") { kept.removeLast() }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                kept.append(byte)
            }
            at += 1
        }
        return shortened(String(decoding: kept, as: UTF8.self))
    }

    /// Tokens that the style sheets alone know by name. What scripts set, such as `--baton-light`, stays.
    private static let tokens = [
        "accent": "a", "on-accent": "b", "surface": "c", "surface-raised": "d", "text": "e",
        "text-quiet": "f", "line": "g", "control": "h", "danger": "i", "shadow": "j", "edge": "k",
        "radius": "l", "radius-card": "m",
    ]

    private static func shortened(_ css: String) -> String {
        css.replacing(/--([a-z]+(-[a-z]+)*)/) { "--" + (tokens[String($0.1)] ?? String($0.1)) }
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
