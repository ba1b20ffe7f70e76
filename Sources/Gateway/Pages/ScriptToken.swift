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

    enum Gap: Int, Hashable, Sendable, Comparable {
        case none, space, line

        static func < (one: Gap, other: Gap) -> Bool { one.rawValue < other.rawValue }
    }

    let kind: Kind
    let text: String
    /// What stood between it and the token before it, comments included.
    let gap: Gap

    func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }

    var opens: Bool { kind == .templateOpening || kind == .mark && ["(", "[", "{"].contains(text) }
    var closes: Bool { kind == .templateClosing || kind == .mark && [")", "]", "}"].contains(text) }
}
