/// One token of a script, as far as tightening has to tell tokens apart.
struct ScriptToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case word
        /// `#name`.
        case privateName
        /// A text, a number, a regular expression or a template without gaps: never touched.
        case literal
        /// The parts of a template around its `${…}`.
        case templateOpening, templateMiddle, templateClosing
        case mark
    }

    let kind: Kind
    let text: String
    /// Whether white space or a comment stood before it.
    let isApart: Bool

    func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }

    var isNumber: Bool { kind == .literal && text.first?.isNumber == true }

    var opens: Bool { kind == .templateOpening || kind == .mark && ["(", "[", "{"].contains(text) }
    var closes: Bool { kind == .templateClosing || kind == .mark && [")", "]", "}"].contains(text) }
}
