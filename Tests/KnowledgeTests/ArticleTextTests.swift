import Knowledge
import Testing

/// What is printed for an editor to merge reads back as the same article.
@Suite struct ArticleTextTests {
    private func roundTrip(_ article: Article) throws -> Article {
        try ArticleFile.parse(text: ArticleFile.text(of: article), file: "a.md")
    }

    @Test func `a plain article is printed as people write it`() throws {
        let article = Article(
            id: try #require(ArticleID("reset-password")), title: "Reset your password, or don't",
            productArea: "account", language: "de", audience: .customers, markdown: "Text.\n",
            translationOf: ArticleID("reset-en"), phrasings: ["Where is it?", "2 factors: how?"])
        #expect(
            ArticleFile.text(of: article) == """
                ---
                id: reset-password
                title: Reset your password, or don't
                product_area: account
                language: de
                audience: customers
                translation_of: reset-en
                phrasings:
                  - Where is it?
                  - "2 factors: how?"
                ---

                Text.

                """)
        #expect(try roundTrip(article) == article)
    }

    @Test(arguments: [
        "a: b", "# not a comment", "a # b", "- item", "\"quoted\" and 'single'", "back\\slash", "null",
        "Null",
        "~", "no", "true", "2024", "1e3", "{a}", "[a]", "*star", "&anchor", "!tag", "%d", "@at", "`tick`",
        "a:",
        "---", "...", "? key", "| pipe", "> fold", "ÜBER 🙂 größer", "日本語", "zero\u{200b}width", "bell\u{7}",
        "next\u{85}line", "sep\u{2028}arator", "tab\there", "e\u{301}",
    ])
    func `whatever a title holds comes back`(_ title: String) throws {
        let id = try #require(ArticleID("ab"))
        let article = Article(id: id, title: title, productArea: title, markdown: "Text")
        #expect(try roundTrip(article) == article)
    }

    @Test(arguments: ["Text", "Text\n", "Text\n\n", "---\nText\n---", "    code\n\ttab  \n", "🙂"])
    func `the text comes back to the last line end`(_ markdown: String) throws {
        let article = Article(id: try #require(ArticleID("ab")), title: "T", markdown: markdown)
        #expect(try roundTrip(article) == article)
    }
}
