/// A placeholder as it stands in a text: `<EMAIL_1>`, or what models make of it.
struct PlaceholderMark: Sendable, Hashable {
    /// More than any request has.
    static let numberDigitsMax = 4
    /// The longest that is read as one, so that a stream is never held back for longer.
    static let scalarsMax = 40
    static let spacesMax = 2

    let kind: PersonalData.Kind
    let number: Int

    var text: String { "<\(kind.rawValue.uppercased())_\(number)>" }

    /// What can be said of the place where one may begin.
    enum Reading: Hashable {
        case none
        /// What comes next decides.
        case open
        /// `end` is the index behind it.
        case mark(PlaceholderMark, end: Int)
    }

    /// Whether one can begin with `scalar`; most scalars are told by this alone.
    static func canBegin(with scalar: Unicode.Scalar) -> Bool { beginnings.contains(scalar) }

    private static let beginnings = Set("<[{\\&\u{FF1C}\u{3008}ekpciEKPCI".unicodeScalars)

    /// Reads `text` from `start`, whose scalar before is `before`.
    ///
    /// In brackets of any kind, escaped or not, in any case, with a space or a dash for the line; without
    /// brackets only with the line, since "email 1" may mean the first of several.
    ///
    /// - Parameter isWhole: nothing comes behind `text`.
    static func read(
        _ text: [Unicode.Scalar], from start: Int, before: Unicode.Scalar?, isWhole: Bool
    ) -> Reading {
        var reader = Reader(text: text, index: start, isWhole: isWhole)
        do throws(Reader.Stop) {
            let bracket = try reader.bracket()
            if bracket == nil, before?.isASCIIWord == true { return .none }
            if bracket != nil { try reader.skipSpaces() }
            let kind = try reader.kind()
            try reader.line(isLoose: bracket != nil)
            let number = try reader.number()
            if let bracket { try reader.close(bracket) }
            return reader.endsWord
                ? .mark(PlaceholderMark(kind: kind, number: number), end: reader.index) : .none
        } catch {
            return error == .needsMore ? .open : .none
        }
    }
}

/// Reads a mark scalar by scalar.
private struct Reader {
    enum Stop: Error {
        case isNone
        case needsMore
    }

    let text: [Unicode.Scalar]
    private(set) var index: Int
    let isWhole: Bool
    private var isClosed = false
    private var isEscaped = false

    init(text: [Unicode.Scalar], index: Int, isWhole: Bool) {
        (self.text, self.index, self.isWhole) = (text, index, isWhole)
    }

    /// Whether the mark does not run on into a word.
    var endsWord: Bool { isClosed || index >= text.count || !text[index].isASCIIWord }

    private func peek(_ offset: Int = 0) throws(Stop) -> Unicode.Scalar? {
        if index + offset < text.count { return text[index + offset] }
        if isWhole { return nil }
        throw .needsMore
    }

    private mutating func take(_ word: String) throws(Stop) -> Bool {
        for (offset, scalar) in word.unicodeScalars.enumerated() {
            guard try peek(offset) == scalar else { return false }
        }
        index += word.unicodeScalars.count
        return true
    }

    private static let brackets: [(open: String, close: String)] = [
        ("<", ">"), ("[", "]"), ("{", "}"), ("\u{FF1C}", "\u{FF1E}"), ("\u{3008}", "\u{3009}"),
        ("&lt;", "&gt;"),
    ]

    /// What closes the bracket that is open now; `nil` when none is.
    mutating func bracket() throws(Stop) -> String? {
        let start = index
        isEscaped = try take("\\")
        for (open, close) in Self.brackets {
            guard try take(open) else { continue }
            _ = try take("/")
            return close
        }
        if index != start { throw .isNone }
        return nil
    }

    mutating func skipSpaces() throws(Stop) {
        var spaces = 0
        while spaces < PlaceholderMark.spacesMax, try peek() == " " {
            index += 1
            spaces += 1
        }
    }

    mutating func kind() throws(Stop) -> PersonalData.Kind {
        var needsMore = false
        for kind in PersonalData.Kind.allCases {
            var offset = 0
            do throws(Stop) {
                for scalar in kind.rawValue.unicodeScalars {
                    // "E-MAIL".
                    if kind == .email, offset == 1, try peek(offset) == "-" { offset += 1 }
                    guard let next = try peek(offset), next.isASCII, next.value | 0x20 == scalar.value else {
                        throw .isNone
                    }
                    offset += 1
                }
                index += offset
                return kind
            } catch {
                needsMore = needsMore || error == .needsMore
            }
        }
        throw needsMore ? .needsMore : .isNone
    }

    /// What joins the kind and its number: `_`, perhaps escaped.
    mutating func line(isLoose: Bool) throws(Stop) {
        for sign in ["\\_", "_"] {
            if try take(sign) { return }
        }
        guard isLoose else { throw .isNone }
        for sign in [" ", "-", "#"] {
            if try take(sign) { return }
        }
    }

    mutating func number() throws(Stop) -> Int {
        var (value, digits) = (0, 0)
        while digits <= PlaceholderMark.numberDigitsMax, let next = try peek(), (48...57).contains(next.value)
        {
            value = value * 10 + Int(next.value - 48)
            digits += 1
            index += 1
        }
        guard (1...PlaceholderMark.numberDigitsMax).contains(digits) else { throw .isNone }
        return value
    }

    /// Models forget to close it, too.
    mutating func close(_ bracket: String) throws(Stop) {
        let start = index
        try skipSpaces()
        _ = try take("/")
        let escapes = try take("\\")
        isClosed = try take(bracket)
        if !isClosed { index = start }
        // A lone "\" in front was there before: what stands behind it is read by itself.
        if isEscaped, !isClosed || !escapes { throw .isNone }
    }
}
