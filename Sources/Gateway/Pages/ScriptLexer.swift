/// Cuts a script into tokens. It knows texts, templates (also nested ones), regular expressions and comments,
/// and nothing of the grammar beyond them.
struct ScriptLexer {
    /// A text, template, regular expression or comment that does not end.
    struct Unclosed: Error { let line: Int }

    /// Words after which a slash begins a regular expression.
    private static let beforeExpression: Set<String> = ["return", "typeof", "case", "in", "of", "new"]

    private let bytes: [UInt8]
    private var at = 0
    private var tokens: [ScriptToken] = []
    private var isApart = false
    /// How many braces are open inside each template gap that is open.
    private var bracesInGaps: [Int] = []

    private init(_ text: String) { bytes = Array(text.utf8) }

    static func tokens(of text: String) throws(Unclosed) -> [ScriptToken] {
        var lexer = ScriptLexer(text)
        while lexer.at < lexer.bytes.count { try lexer.step() }
        guard lexer.bracesInGaps.isEmpty else { throw lexer.unclosed }
        return lexer.tokens
    }

    private var unclosed: Unclosed {
        Unclosed(line: 1 + bytes.prefix(at).count { $0 == UInt8(ascii: "\n") })
    }

    private func byte(_ ahead: Int = 0) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

    private func character(_ ahead: Int = 0) -> Unicode.Scalar? { byte(ahead).map { Unicode.Scalar($0) } }

    private mutating func step() throws(Unclosed) {
        guard let first = character() else { return }
        switch first {
        case " ", "\t", "\r": skip(1)
        case "\n": skip(1)
        case "/" where character(1) == "/": skip(length(until: { $0 == UInt8(ascii: "\n") }))
        case "/" where character(1) == "*": try skipComment()
        case "\"", "'": try text(quote: first)
        case "`": try template(from: 1, beginning: true)
        case "}" where bracesInGaps.last == 0: try template(from: 1, beginning: false)
        case "/" where expectsExpression: try regularExpression()
        case "0"..."9": take(length(until: { !Self.isWord($0) && $0 != UInt8(ascii: ".") }), .literal)
        case "#": take(1 + wordLength(from: 1), .privateName)
        default: wordLength(from: 0) > 0 ? take(wordLength(from: 0), .word) : takeMark(first)
        }
    }

    private mutating func skip(_ length: Int) {
        at += length
        isApart = true
    }

    private mutating func take(_ length: Int, _ kind: ScriptToken.Kind) {
        let text = String(decoding: bytes[at..<min(at + length, bytes.count)], as: UTF8.self)
        tokens.append(ScriptToken(kind: kind, text: text, isApart: isApart))
        at += length
        isApart = false
    }

    private mutating func takeMark(_ first: Unicode.Scalar) {
        if let inside = bracesInGaps.last {
            if first == "{" { bracesInGaps[bracesInGaps.count - 1] = inside + 1 }
            if first == "}" { bracesInGaps[bracesInGaps.count - 1] = inside - 1 }
        }
        let isEllipsis = first == "." && character(1) == "." && character(2) == "."
        let isArrow = first == "=" && character(1) == ">"
        let isChain = first == "?" && character(1) == "."
        take(isEllipsis ? 3 : isArrow || isChain ? 2 : 1, .mark)
    }

    private mutating func skipComment() throws(Unclosed) {
        var length = 2
        while character(length) != "*" || character(length + 1) != "/" {
            guard at + length < bytes.count else { throw unclosed }
            length += 1
        }
        skip(length + 2)
    }

    private mutating func text(quote: Unicode.Scalar) throws(Unclosed) {
        var length = 1
        while character(length) != quote {
            guard at + length < bytes.count, character(length) != "\n" else { throw unclosed }
            length += character(length) == "\\" ? 2 : 1
        }
        take(length + 1, .literal)
    }

    /// From a backtick, or from the brace that ends a gap, to the next gap or to the end.
    private mutating func template(from start: Int, beginning: Bool) throws(Unclosed) {
        var length = start
        while character(length) != "`" {
            guard at + length < bytes.count else { throw unclosed }
            if character(length) == "$", character(length + 1) == "{" {
                if beginning { bracesInGaps.append(0) }
                return take(length + 2, beginning ? .templateOpening : .templateMiddle)
            }
            length += character(length) == "\\" ? 2 : 1
        }
        if !beginning { bracesInGaps.removeLast() }
        take(length + 1, beginning ? .literal : .templateClosing)
    }

    private var expectsExpression: Bool {
        guard let last = tokens.last else { return true }
        switch last.kind {
        case .mark: return ![")", "]", "}"].contains(last.text)
        case .word: return Self.beforeExpression.contains(last.text)
        case .templateOpening, .templateMiddle: return true
        case .privateName, .literal, .templateClosing: return false
        }
    }

    private mutating func regularExpression() throws(Unclosed) {
        var length = 1
        var inClass = false
        while inClass || character(length) != "/" {
            guard at + length < bytes.count, character(length) != "\n" else { throw unclosed }
            if character(length) == "[" { inClass = true }
            if character(length) == "]" { inClass = false }
            length += character(length) == "\\" ? 2 : 1
        }
        length += 1
        take(length + wordLength(from: length), .literal)
    }

    private func wordLength(from start: Int) -> Int {
        var length = start
        while let next = byte(length), Self.isWord(next) { length += 1 }
        return length - start
    }

    private func length(until ends: (UInt8) -> Bool) -> Int {
        var length = 0
        while let next = byte(length), !ends(next) { length += 1 }
        return length
    }

    /// A letter of a name; whatever is not ASCII counts as one.
    static func isWord(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "$": true
        default: byte >= 0x80
        }
    }
}
