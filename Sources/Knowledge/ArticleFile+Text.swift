extension ArticleFile {
    /// The article as a file that reads back as the same article; the text ends as the article's does.
    package static func text(of article: Article) -> String {
        var lines = ["---", "id: \(article.id)", "title: \(scalar(article.title))"]
        if let area = article.productArea { lines.append("product_area: \(scalar(area))") }
        lines.append("language: \(article.language)")
        lines.append("audience: \(article.audience.rawValue)")
        if let original = article.translationOf { lines.append("translation_of: \(original)") }
        if let url = article.sourceURL { lines.append("source_url: \(scalar(url))") }
        if !article.phrasings.isEmpty {
            lines.append("phrasings:")
            lines += article.phrasings.map { "  - \(scalar($0))" }
        }
        return lines.joined(separator: "\n") + "\n---\n\n" + article.markdown
    }

    /// As it is where YAML cannot mistake it, else in double quotes.
    private static func scalar(_ text: String) -> String {
        isPlain(text) ? text : "\"\(text.unicodeScalars.map(escaped).joined())\""
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter, text.lowercased() != "null" else { return false }
        return text.allSatisfy { $0.isLetter || $0.isASCII && ($0.isNumber || " ,.?!'()/&+-".contains($0)) }
            && text.last != " "
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        default: break
        }
        let isPrintable = scalar.properties.generalCategory != .control && scalar.value != 0xfeff
        guard isPrintable, !scalar.properties.isNoncharacterCodePoint else {
            let digits = String(scalar.value, radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
        return String(scalar)
    }
}
