/// Divides an answer into its pieces, character by character: what it gives does not depend on how the text
/// was cut on its way.
struct AnswerBlocks: Sendable {
    private enum Mode {
        case lineStart
        case paragraph
        /// The rest of a line that is read whole; `nil` for the continuation of an item.
        case line(LineStart?)
        case code(Unicode.Scalar, isFirstLine: Bool)
    }

    private enum Block { case none, paragraph, bullets, steps }

    private struct Item {
        let kind: AnswerPiece.Kind
        var text: String
        let indent: Int
        let isFirst: Bool
    }

    private var mode = Mode.lineStart
    private var block = Block.none
    /// The line being read, as far as its kind needs it.
    private var line: [Unicode.Scalar] = []
    private var sentence: [Unicode.Scalar] = []
    private var isSentenceFirst = true
    private var item: Item?
    private var code: [String] = []
    private var out: [AnswerPiece] = []

    /// Characters that wait for the end of their piece.
    var pending: Int {
        line.count + sentence.count + (item?.text.unicodeScalars.count ?? 0)
            + code.reduce(0) { $0 + $1.unicodeScalars.count }
    }

    mutating func read(_ scalar: Unicode.Scalar) -> [AnswerPiece] {
        if scalar != "\r" { step(scalar) }
        defer { out = [] }
        return out
    }

    mutating func finish() -> [AnswerPiece] {
        step("\n")
        if case .code = mode { closeCode() }
        closeParagraph()
        closeItem()
        defer { out = [] }
        return out
    }

    private mutating func step(_ scalar: Unicode.Scalar) {
        let isEnd = scalar == "\n"
        switch mode {
        case .lineStart:
            if !isEnd { line.append(scalar) }
            if let start = LineStart.of(line, isWhole: isEnd) { begin(start) }
            if isEnd { endLine() }
        case .paragraph:
            if isEnd { endLine() } else { add(scalar) }
        case .line, .code:
            if isEnd { endLine() } else { line.append(scalar) }
        }
    }

    private mutating func begin(_ start: LineStart) {
        let indent = line.prefix { $0 == " " }.count
        switch start {
        case .blank: mode = .line(.blank)
        case .paragraph where item != nil && indent >= 2: mode = .line(nil)
        case .paragraph:
            closeItem()
            if block != .paragraph { isSentenceFirst = true }
            block = .paragraph
            mode = .paragraph
            let words = line.dropFirst(LineStart.length(of: start, in: line))
            line = []
            for scalar in words { add(scalar) }
        case .fence(let mark):
            closeParagraph()
            closeItem()
            block = .none
            mode = .code(mark, isFirstLine: true)
        default: mode = .line(start)
        }
    }

    private mutating func endLine() {
        defer { line = [] }
        if case .code(let mark, let isFirstLine) = mode {
            return endCodeLine(mark, isFirstLine: isFirstLine)
        }
        defer { mode = .lineStart }
        if case .paragraph = mode { add(" ") }
        guard case .line(let start) = mode else { return }
        let length = start.map { LineStart.length(of: $0, in: line) } ?? 0
        let words = String(String.UnicodeScalarView(line.dropFirst(length))).trimmedOfSpace
        switch start {
        case nil: item?.text += " " + words
        case .blank:
            closeParagraph()
            closeItem()
            if block == .paragraph { block = .none }
        case .bullet(let indent): addItem(.bullet, words, indent: indent)
        case .step(let indent, let number): addItem(.step(number), words, indent: indent)
        case .row: addRow(words)
        case .heading: addHeading(words)
        case .rule, .paragraph, .fence:
            closeParagraph()
            closeItem()
            block = .none
        }
    }

    /// A nested item becomes an item of its own below bullets, and part of its item elsewhere: numbers
    /// would begin anew behind it.
    private mutating func addItem(_ kind: AnswerPiece.Kind, _ words: String, indent: Int) {
        if let open = item, indent >= open.indent + 2, !(open.kind == .bullet && kind == .bullet) {
            item?.text += " \u{2013} " + words
            return
        }
        closeParagraph()
        closeItem()
        let list: Block = kind == .bullet ? .bullets : .steps
        item = Item(kind: kind, text: words, indent: indent, isFirst: block != list)
        block = list
    }

    private mutating func addRow(_ words: String) {
        let cells = words.split(separator: "|").map { String($0).trimmedOfSpace }.filter { !$0.isEmpty }
        guard !cells.allSatisfy({ $0.allSatisfy { "-:".contains($0) } }) else { return }
        addItem(.bullet, cells.joined(separator: "; "), indent: 0)
    }

    private mutating func addHeading(_ words: String) {
        closeParagraph()
        closeItem()
        block = .none
        var words = words
        while words.hasSuffix("#") || words.hasSuffix(" ") { words.removeLast() }
        if !words.isEmpty { out.append(AnswerPiece(kind: .sentence, text: Self.label(words), isFirst: true)) }
    }

    /// What stands above something, as words that lead to it.
    private static func label(_ words: String) -> String {
        ".!?:".contains(words.last ?? " ") ? words : words + ":"
    }

    private mutating func endCodeLine(_ mark: Unicode.Scalar, isFirstLine: Bool) {
        let text = String(String.UnicodeScalarView(line))
        let fence = String(repeating: Character(mark), count: 3)
        if isFirstLine {
            mode = .code(mark, isFirstLine: false)
            // "```script/run```" in one line; otherwise only the language's name stands here.
            let rest = text.trimmedOfSpace.drop { Character(mark) == $0 }
            if rest.hasSuffix(fence) {
                code = [String(rest.dropLast(3))]
                closeCode()
                mode = .lineStart
            }
        } else if text.trimmedOfSpace.hasPrefix(fence) {
            closeCode()
            mode = .lineStart
        } else {
            code.append(text)
        }
    }

    private mutating func closeCode() {
        while code.last?.allSatisfy(\.isWhitespace) == true { code.removeLast() }
        let text = code.joined(separator: "\n")
        code = []
        if !text.isEmpty { out.append(AnswerPiece(kind: .code, text: text, isFirst: true)) }
    }

    private mutating func closeItem() {
        guard let item else { return }
        self.item = nil
        out.append(AnswerPiece(kind: item.kind, text: item.text, isFirst: item.isFirst))
    }

    private mutating func closeParagraph() {
        closeSentence()
        isSentenceFirst = true
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        if scalar.properties.isWhitespace {
            if let last = sentence.last, last != " " { sentence.append(" ") }
            return
        }
        let isInCode = sentence.count { $0 == "`" } % 2 == 1
        if sentence.last == " ", !isInCode, SentenceEnd.isReached(sentence, next: scalar) { closeSentence() }
        sentence.append(scalar)
    }

    private mutating func closeSentence() {
        var text = String(String.UnicodeScalarView(sentence)).trimmedOfSpace
        sentence = []
        guard !text.isEmpty else { return }
        // "**Steps**" alone in a paragraph is a heading by another name.
        if isSentenceFirst, text.hasPrefix("**"), text.hasSuffix("**"), text.count > 4,
            !text.dropFirst(2).dropLast(2).contains("*")
        {
            text = Self.label(String(text.dropFirst(2).dropLast(2)))
        }
        out.append(AnswerPiece(kind: .sentence, text: text, isFirst: isSentenceFirst))
        isSentenceFirst = false
    }
}

extension String {
    /// Without white space at both ends.
    var trimmedOfSpace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
