/// Words that mean something only as they are: addresses, files, settings, flags, codes. A source has them to
/// the letter or not at all, so a model that was told to smuggle one in cannot hide it among enough words of
/// the source.
enum Literal {
    /// A row of letters and digits this long is a code: no word mixes them.
    static let codeCharactersMin = 12
    /// A row of letters this long is no word, not even a German one.
    static let lettersMax = 40

    /// `https://x.y/z`, `www.x.y`, `x.y/z`, `baton.yaml`, `--port`, `public_url`, `/help/install`.
    static func isOne(_ token: String) -> Bool {
        let folded = token.lowercased()
        if token.contains("//") || folded.hasPrefix("www.") || token.hasPrefix("--") { return true }
        if schemes.contains(where: folded.hasPrefix) || token.contains("&#") { return true }
        if token.contains("_") || (token.hasPrefix("/") && token.count > 1) { return true }
        return isHost(token) || isCode(token)
    }

    /// "evil dot example", "evil (dot) example": what is said aloud is an address too.
    static func spoken(_ tokens: [String]) -> [String] {
        tokens.indices.dropFirst().dropLast().compactMap { index in
            let isDot = ["dot", "[.", "[dot", "(dot", "(."].contains(
                tokens[index].lowercased().withoutClosing)
            return isDot ? tokens[(index - 1)...(index + 1)].joined(separator: " ") : nil
        }
    }

    private static let schemes = [
        "javascript:", "vbscript:", "data:", "mailto:", "tel:", "file:", "blob:", "http:", "https:", "ftp:",
        "hxxp",
    ]

    /// Labels whose last could end a host's name. "e.g" and "z.B" are abbreviations, "4.2" is a number.
    private static func isHost(_ token: String) -> Bool {
        let host = (token.split(separator: "/").first ?? "").filter { !"[](){}".contains($0) }
        let labels = host.split { ".\u{3002}\u{FF0E}\u{FF61}".contains($0) }
        guard labels.count >= 2, let last = labels.last else { return false }
        let letters = last.prefix { $0.isLetter || $0 == "-" }
        return letters.count >= 2 && letters.contains(where: \.isLetter)
    }

    private static func isCode(_ token: String) -> Bool {
        let rows = token.split { !$0.isLetter && !$0.isNumber }
        return rows.contains { row in
            row.count > lettersMax
                || (row.count >= codeCharactersMin && row.contains(where: \.isNumber)
                    && row.contains(where: \.isLetter))
        }
    }
}

extension String {
    fileprivate var withoutClosing: String {
        String(reversed().drop { "])".contains($0) }.reversed())
    }
}
