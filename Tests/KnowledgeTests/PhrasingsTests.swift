import Knowledge
import Testing

@Suite struct PhrasingsTests {
    private func file(_ phrasings: String) -> String {
        "---\nid: ab\ntitle: T\n\(phrasings)\n---\nText"
    }

    @Test func `phrasings are a list of texts, taken as written`() throws {
        let article = try ArticleFile.parse(
            text: file(
                """
                phrasings:
                  - Where is my card?
                  - "card: not here"
                  - no
                  - a question over
                    two lines
                """), file: "a.md")
        #expect(
            article.phrasings == [
                "Where is my card?", "card: not here", "no", "a question over two lines",
            ])
        #expect(try ArticleFile.parse(text: file("phrasings: [a, b]"), file: "a.md").phrasings == ["a", "b"])
        #expect(try ArticleFile.parse(text: file("phrasings: []"), file: "a.md").phrasings == [])
    }

    private static let many = (1...201).map { "\n- q\($0)" }.joined()

    @Test(arguments: [
        ("phrasings: a text", 4, "must be a list"), ("phrasings:", 4, "no value"),
        ("phrasings: {a: b}", 4, "must be a list"), ("phrasings:\n- a\n- b: c", 6, "must be a list"),
        ("phrasings:\n- a\n-\n- b", 6, "is empty"), ("phrasings:\n- a\n- \" \"", 6, "is empty"),
        ("phrasings:\n- Where?\n- b\n- where?", 7, "already in line 5"),
        ("phrasings:\n- \(String(repeating: "x", count: 501))", 5, "500 characters"),
        ("phrasings:\(many)", 205, "201 phrasings, allowed are 200"), ("phrasing:\n- a", 4, "`phrasings`?"),
    ])
    func `a mistake in a phrasing names its line`(_ yaml: String, line: Int, says: String) {
        let error = #expect(throws: ArticleFileError.self) {
            try ArticleFile.parse(text: file(yaml), file: "a.md")
        }
        #expect(error?.line == line)
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    @Test func `all mistakes of one list are reported together`() {
        let (_, errors) = ArticleFile.parseAll([("a.md", file("phrasings:\n- a\n-\n- a\n- A"))])
        #expect(errors.map(\.line) == [6, 7, 8])
    }
}
