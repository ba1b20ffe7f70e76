extension ScriptTightening {
    /// Puts tokens side by side, with white space only where two of them would run together, and
    /// declarations that follow one another as one.
    struct Output {
        private var text = ""
        private var last: UInt8 = 0
        /// For each bracket that is open, and the script itself: whether the statement is a declaration.
        private var declares = [false]
        /// The end of a declaration: a comma where another follows.
        private var isEnding = false

        mutating func add(_ token: ScriptToken, as written: String) {
            let declaration = token.kind == .word && written == "let"
            if isEnding {
                isEnding = false
                if declaration { return put(",", .comma) }
                declares[declares.count - 1] = false
                if written != "}" { put(";", .semicolon) }
            }
            if token.isMark(";"), declares.last == true {
                isEnding = true
                return
            }
            if declaration { declares[declares.count - 1] = true }
            if token.closes, declares.count > 1 { declares.removeLast() }
            if token.opens { declares.append(false) }
            put(written, token)
        }

        mutating func end() -> String {
            if isEnding { put(";", .semicolon) }
            isEnding = false
            return text
        }

        private mutating func put(_ written: String, _ token: ScriptToken) {
            guard let first = written.utf8.first else { return }
            if let between = between(first, token) { text += between }
            // `,)` and `;}`: the first sign is not needed there; no hole or empty statement is written so.
            let ends = token.kind == .mark && token.closes
            let needless = last == UInt8(ascii: ",") || last == UInt8(ascii: ";") && written == "}"
            if ends, needless { text.removeLast() }
            text += written
            last = written.utf8.last ?? 0
        }

        private func between(_ first: UInt8, _ token: ScriptToken) -> String? {
            let touches = isWord(last) && (isWord(first) || first == UInt8(ascii: "#") && token.isApart)
            if touches { return " " }
            let signs = Array("+-/".utf8)
            return signs.contains(last) && first == last && token.isApart ? " " : nil
        }

        private func isWord(_ byte: UInt8) -> Bool { ScriptLexer.isWord(byte) }
    }
}

extension ScriptToken {
    fileprivate static let comma = ScriptToken(kind: .mark, text: ",", isApart: false)
    fileprivate static let semicolon = ScriptToken(kind: .mark, text: ";", isApart: false)
}

extension ScriptModule {
    /// The brackets of `(a) => …`: one plain name needs none.
    func isNeedless(_ at: Int) -> Bool {
        switch tokens[at].text {
        case "(": isLoneParameter(from: at)
        case ")": isLoneParameter(from: at - 2)
        default: false
        }
    }

    private func isLoneParameter(from at: Int) -> Bool {
        at >= 0 && at + 4 < tokens.count && tokens[at].isMark("(") && tokens[at + 1].kind == .word
            && tokens[at + 2].isMark(")") && tokens[at + 3].isMark("=>")
    }
}
