/// Makes words of others fit to stand in a prompt: nothing invisible, nothing that looks like our own marks.
///
/// It cannot make them harmless: what they say is still read by the model. That is why every sentence of the
/// answer is checked as well.
package enum Untrusted {
    package static let questionCharactersMax = 2_000
    package static let earlierCharactersMax = 500
    package static let titleCharactersMax = 200
    package static let areaCharactersMax = 64
    package static let pathCharactersMax = 200
    package static let passageCharactersMax = 3_000
    /// Longer than any address or number that is read as one piece.
    static let edgeCharactersMax = 64

    /// Without control, direction, zero-width, tag and other characters that nobody sees; lines stay lines.
    package static func visible(_ text: String) -> String {
        var kept: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\u{2028}", "\u{2029}", "\u{85}": kept.append("\n")
            case "\t", "\u{A0}": kept.append(" ")
            case let other where !isInvisible(other): kept.append(other)
            default: break
            }
        }
        return String(String.UnicodeScalarView(kept))
    }

    /// Full-width forms of ASCII look like ASCII and are read like it.
    private static func narrow(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            (0xFF01...0xFF5E).contains(scalar.value)
                ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .surrogate: true
        default: isBlankLetter(scalar)
        }
    }

    /// Variation selectors, which can carry whole texts, and letters without a shape.
    private static func isBlankLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800,
            0x3164, 0xFFA0, 0x034F:
            true
        default: false
        }
    }

    /// A text of any length on lines of its own, such as a question.
    package static func text(_ text: String, boundary: String, charactersMax: Int) -> String {
        var clean = narrow(visible(cut(text, charactersMax: charactersMax)))
        let marks = Self.templateMarks + (boundary.isEmpty ? [] : [boundary])
        var length = 0
        // What is left after one mark went may be another.
        while length != clean.utf8.count {
            length = clean.utf8.count
            for mark in marks { clean = clean.replacing(mark, with: "", ignoringCase: true) }
        }
        clean = withoutRefusal(withoutMarkers(clean))
        return clean.split(separator: "\n", omittingEmptySubsequences: false)
            .map { withoutRole($0) }.joined(separator: "\n")
    }

    /// Half an address or half a number is nothing that anybody would recognise as one, and still tells much:
    /// where a text is cut, it goes whole.
    private static func cut(_ text: String, charactersMax: Int) -> String {
        guard text.count > charactersMax else { return text }
        let kept = text.prefix(charactersMax)
        let edge = kept.suffix(edgeCharactersMax)
        guard let hint = edge.firstIndex(where: { $0.isNumber || $0 == "@" }) else { return String(kept) }
        let start = edge[..<hint].lastIndex(where: \.isWhitespace) ?? edge.startIndex
        return String(kept[..<start])
    }

    /// As above, in one line.
    package static func line(_ text: String, boundary: String, charactersMax: Int) -> String {
        self.text(text.replacing("\n", with: " "), boundary: boundary, charactersMax: charactersMax)
    }

    /// What chat templates of models use to say who speaks.
    private static let templateMarks = [
        "<|", "|>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<start_of_turn>", "<end_of_turn>",
        "<think>", "</think>", "<s>", "</s>",
    ]

    private static let roles: Set<String> = [
        "system", "assistant", "user", "developer", "human", "ai", "model", "tool", "visitor", "customer",
        "source", "sources", "question", "answer", "instruction", "instructions", "rules", "page",
    ]

    /// `[1]` becomes `(1)`; in code it stays, since a changed command would be a wrong one.
    private static func withoutMarkers(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var kept: [Unicode.Scalar] = []
        var isCode = false
        var index = 0
        while index < scalars.count {
            if scalars[index] == "`" { isCode.toggle() }
            if !isCode, let marker = CitationMarker(in: scalars, at: index) {
                kept += ["("] + scalars[(index + 1)..<(marker.end - 1)] + [")"]
                index = marker.end
            } else {
                kept.append(scalars[index])
                index += 1
            }
        }
        return String(String.UnicodeScalarView(kept))
    }

    private static func withoutRefusal(_ text: String) -> String {
        text.replacing(Prompt.refusal, with: "no answer", ignoringCase: true)
    }

    /// `SYSTEM: do this` becomes `SYSTEM - do this`.
    private static func withoutRole(_ line: Substring) -> String {
        let start = line.drop { " #*>-_".contains($0) }
        let word = start.prefix(while: \.isLetter)
        let rest = start[word.endIndex...].drop { $0 == " " || $0 == "*" }
        guard roles.contains(word.lowercased()) else { return String(line) }
        if rest.isEmpty { return String(line) + " -" }
        guard rest.first == ":" else { return String(line) }
        return line[..<rest.startIndex] + " -" + rest.dropFirst()
    }
}

extension String {
    /// `mark` is ASCII.
    func replacing(_ mark: String, with other: String, ignoringCase: Bool) -> String {
        let mark = Array(mark.utf8).map(\.lowered)
        let bytes = Array(utf8)
        guard !mark.isEmpty, bytes.count >= mark.count else { return self }
        var kept: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let isThere =
                index + mark.count <= bytes.count
                && mark.indices.allSatisfy { bytes[index + $0].lowered == mark[$0] }
            if isThere { kept += Array(other.utf8) } else { kept.append(bytes[index]) }
            index += isThere ? mark.count : 1
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension UInt8 {
    /// An ASCII capital as its small letter.
    fileprivate var lowered: UInt8 { (65...90).contains(self) ? self + 32 : self }
}
