import Knowledge

/// The sentence that stands for an article in lists and for search engines.
enum ArticleLead {
    static let charactersMax = 160

    static func of(_ article: Article) -> String {
        let paragraph = Markdown.blocks(article.markdown).first { $0.kind == .paragraph }?.text ?? ""
        let words = PlainText.of(Sentences.split(paragraph).first ?? paragraph)
        // What leads into a list or code in the article stands alone here.
        let plain = words.hasSuffix(":") ? words.dropLast() + "." : words
        return plain.count > charactersMax ? plain.prefix(charactersMax) + "…" : plain
    }
}

/// Markdown without its marks, on one line.
enum PlainText {
    static func of(_ text: String) -> String {
        let lines = text.split(separator: "\n").compactMap { line -> Substring? in
            let bare = line.drop { $0 == " " }
            if bare.hasPrefix("```") || bare.hasPrefix("~~~") { return nil }
            return bare.hasPrefix("- ") ? bare.dropFirst(2) : bare
        }
        return lines.joined(separator: " ").filter { $0 != "`" && $0 != "*" }
    }
}
