/// Plain text as Markdown that says the same.
enum MarkdownEscaping {
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if isSpecial(scalar, between: previous, and: rest.first) { result.append("\\") }
            // A line end of the file is no line end of the text.
            result.append(scalar.isSpace ? " " : scalar)
            previous = scalar
        }
        return String(result)
    }

    private static func isSpecial(
        _ scalar: Unicode.Scalar, between previous: Unicode.Scalar, and next: Unicode.Scalar?
    ) -> Bool {
        switch scalar {
        case "\\", "`", "*", "[", "]", "<", "|": true
        // `ERR_NOT_FOUND` stays as people search for it: within a word it marks nothing.
        case "_": !(isWord(previous) && next.map(isWord) == true)
        case "~": previous == "~" || next == "~"
        case "&": next.map { $0.isWordly || $0 == "#" } == true
        default: false
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.isWordly || scalar == "_" }
}

/// Code that keeps its lines.
enum CodeFence {
    private static let languageCharactersMax = 20

    static func block(_ element: HTMLElement) -> [String] {
        var lines = element.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
        guard !lines.isEmpty else { return [] }
        let code = lines.joined(separator: "\n")
        let fence = fence(around: code, lengthMin: 3)
        return ["\(fence)\(language(of: element))\n\(code)\n\(fence)"]
    }

    /// Longer than every row of backticks in it.
    static func fence(around code: String, lengthMin: Int) -> String {
        var (longest, current) = (0, 0)
        for byte in code.utf8 {
            current = byte == UInt8(ascii: "`") ? current + 1 : 0
            longest = max(longest, current)
        }
        return String(repeating: "`", count: max(lengthMin, longest + 1))
    }

    private static func language(of element: HTMLElement) -> String {
        let marks = element.all { $0.name == "pre" || $0.name == "code" }.flatMap(\.marks)
        for prefix in ["language-", "lang-", "highlight-source-"] {
            guard let mark = marks.first(where: { $0.hasPrefix(prefix) }) else { continue }
            let name = mark.dropFirst(prefix.count)
            let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+#-".contains($0)) }
            if isName, name.count <= languageCharactersMax { return String(name) }
        }
        return ""
    }
}
