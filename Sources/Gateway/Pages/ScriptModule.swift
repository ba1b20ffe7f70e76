/// One module of a script: its tokens, and the part that each of its names plays.
struct ScriptModule: Sendable {
    enum Role: Hashable, Sendable {
        case none, variable, property
        /// `{ name }`, a property and a variable in one word.
        case both
    }

    /// Words that are no names, and names that are not ours.
    static let reserved: Set<String> = [
        "break", "case", "catch", "class", "const", "continue", "default", "delete", "do", "else", "extends",
        "false", "finally", "for", "function", "if", "in", "instanceof", "let", "new", "null", "return",
        "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "void", "while", "async",
        "await", "get", "set", "static", "of", "yield",
    ]
    private static let contextual: Set<String> = ["get", "set", "of", "async"]

    private enum Bracket { case round, square, template, block, object, classBody }

    let tokens: [ScriptToken]
    private(set) var roles: [Role]
    /// The statements at the top, each with its own names inside.
    private(set) var units: [Range<Int>] = []
    /// Names that other modules may use.
    private(set) var shared: Set<String> = []

    private var open: [Bracket] = []
    private var classBegins = false

    init(_ text: String) throws(ScriptLexer.Unclosed) {
        tokens = try ScriptLexer.tokens(of: text)
        roles = Array(repeating: .none, count: tokens.count)
        var start = 0
        for at in tokens.indices {
            enter(at)
            roles[at] = role(at)
            if open.isEmpty, roles[at] == .variable, at > 0, Self.declares(tokens[at - 1].text) {
                shared.insert(tokens[at].text)
            }
            guard open.isEmpty, tokens[at].isMark(";") || tokens[at].isMark("}") else { continue }
            units.append(start..<at + 1)
            start = at + 1
        }
        if start < tokens.count { units.append(start..<tokens.count) }
    }

    private static func declares(_ word: String) -> Bool {
        ["const", "let", "class", "function"].contains(word)
    }

    private func text(_ at: Int) -> String { tokens.indices.contains(at) ? tokens[at].text : ";" }

    private mutating func enter(_ at: Int) {
        let token = tokens[at]
        // `class` is a property's name too, as in `{ class: "card" }`.
        if token.kind == .word, token.text == "class", text(at + 1) != ":" { classBegins = true }
        if token.closes { _ = open.popLast() }
        guard token.opens else { return }
        switch token.text {
        case "(": open.append(.round)
        case "[": open.append(.square)
        case "{": open.append(brace(at))
        default: open.append(.template)
        }
    }

    private mutating func brace(_ at: Int) -> Bracket {
        if classBegins {
            classBegins = false
            return .classBody
        }
        let before = text(at - 1)
        let blockFollows = [")", "=>", ";", "}", "{", "else", "try", "finally", "do", "catch"]
        return blockFollows.contains(before) ? .block : .object
    }

    private func role(_ at: Int) -> Role {
        let token = tokens[at]
        guard token.kind == .word else { return .none }
        let before = text(at - 1)
        if before == "." || before == "?." { return .property }
        let isName = !Self.reserved.contains(token.text)
        guard isName || Self.contextual.contains(token.text) else { return .none }
        switch open.last {
        case .classBody:
            let begins = ["{", "}", ";", "get", "set", "static", "async"].contains(before)
            return begins ? .property : isName ? .variable : .none
        case .object where before == "{" || before == ",":
            return [":", "("].contains(text(at + 1)) ? .property : isName ? .both : .none
        case .object where ["get", "set", "async"].contains(before) && text(at + 1) == "(":
            return .property
        default: return isName ? .variable : .none
        }
    }
}
