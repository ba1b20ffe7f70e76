import Knowledge
import Testing

struct ArticleFileTests {
    private struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let line: Int
        let says: String

        init(_ name: String, _ text: String, line: Int, says: String) {
            (self.name, self.text, self.line, self.says) = (name, text, line, says)
        }

        var testDescription: String { name }
    }

    @Test func `a full front matter gives every field`() throws {
        let article = try ArticleFile.parse(
            text: """
                ---
                id: embed-widget
                title: "Embed: the widget"
                product_area: widget
                language: DE
                audience: customers
                translation_of: embed-widget-en
                ---

                Hello *you*.
                """, file: "a.md")
        #expect(article.id.value == "embed-widget")
        #expect(article.title == "Embed: the widget")
        #expect(article.productArea == "widget")
        #expect(article.language == "de")
        #expect(article.audience == .customers)
        #expect(article.translationOf?.value == "embed-widget-en")
        #expect(article.markdown == "Hello *you*.")
        #expect(article.phrasings == [])
    }

    @Test func `without the optional keys an article is English and for everyone`() throws {
        let article = try ArticleFile.parse(text: "---\nid: ab\ntitle: T\n---\nText", file: "a.md")
        #expect(article.language == "en")
        #expect(article.audience == .everyone)
        #expect(article.productArea == nil)
    }

    @Test func `a byte order mark and Windows line ends are read as if they were not there`() throws {
        let plain = "---\nid: ab\ntitle: T\n---\nOne\n\nTwo"
        let windows = "\u{feff}" + plain.replacing("\n", with: "\r\n")
        let expected = try ArticleFile.parse(text: plain, file: "a.md")
        #expect(try ArticleFile.parse(text: windows, file: "a.md") == expected)
    }

    @Test func `values are taken as written, so Norwegian is not false and a number can be a title`() throws {
        let article = try ArticleFile.parse(
            text: "---\nid: 2024\ntitle: 2024\nlanguage: no\n---\nText", file: "a.md")
        #expect(article.language == "no")
        #expect(article.title == "2024")
        #expect(article.id.value == "2024")
    }

    private static let mistakes = [
        Mistake("empty file", "", line: 1, says: "no front matter"),
        Mistake("no front matter", "# Title\n\nText", line: 1, says: "no front matter"),
        Mistake("unclosed", "---\nid: ab\ntitle: T\n", line: 1, says: "not closed"),
        Mistake("missing id", "---\ntitle: T\n---\nText", line: 1, says: "`id` is missing"),
        Mistake("missing title", "---\nid: ab\n---\nText", line: 1, says: "`title` is missing"),
        Mistake("empty front matter", "---\n---\nText", line: 1, says: "`id` is missing"),
        Mistake("bad id", "---\nid: Not Good\ntitle: T\n---\nText", line: 2, says: "2 to 64 of"),
        Mistake(
            "long id", "---\nid: \(String(repeating: "a", count: 65))\ntitle: T\n---\nText", line: 2,
            says: "`id`"),
        Mistake("misspelt key", "---\nid: ab\ntitel: T\n---\nText", line: 3, says: "did you mean `title`?"),
        Mistake("dashed key", "---\nid: ab\nproduct-area: T\n---\nText", line: 3, says: "`product_area`?"),
        Mistake(
            "unknown key", "---\nid: ab\ntitle: T\nweather: x\n---\nText", line: 4, says: "allowed are `id`"),
        Mistake("list for a text", "---\nid: ab\ntitle: [a, b]\n---\nText", line: 3, says: "single text"),
        Mistake("no value", "---\nid: ab\ntitle:\n---\nText", line: 3, says: "no value"),
        Mistake(
            "bad audience", "---\nid: ab\ntitle: T\naudience: staff\n---\nText", line: 4, says: "`everyone`"),
        Mistake("bad language", "---\nid: ab\ntitle: T\nlanguage: english\n---\nText", line: 4, says: "`en`"),
        Mistake("itself", "---\nid: ab\ntitle: T\ntranslation_of: ab\n---\nText", line: 4, says: "itself"),
        Mistake(
            "bad reference", "---\nid: ab\ntitle: T\ntranslation_of: A\n---\nText", line: 4,
            says: "translation_of"),
        Mistake("empty body", "---\nid: ab\ntitle: T\n---\n \n\n", line: 4, says: "no text below"),
        Mistake("tab in YAML", "---\nid: ab\n\ttitle: T\n---\nText", line: 3, says: "not valid YAML"),
        Mistake("colon in value", "---\nid: ab\ntitle: a: b\n---\nText", line: 3, says: "not valid YAML"),
        Mistake("key twice", "---\nid: ab\nid: cd\ntitle: T\n---\nText", line: 2, says: "given twice"),
        Mistake("a list as front matter", "---\n- id\n---\nText", line: 2, says: "key: value"),
        Mistake(
            "long title", "---\nid: ab\ntitle: \(String(repeating: "x", count: 201))\n---\nT", line: 3,
            says: "200"),
        Mistake("huge", String(repeating: "x", count: Article.bytesMax + 1), line: 1, says: "500000"),
    ]

    @Test(arguments: mistakes)
    private func `a mistake names its file and line and what to do`(_ mistake: Mistake) {
        let error = #expect(throws: ArticleFileError.self) {
            try ArticleFile.parse(text: mistake.text, file: "kb/a.md")
        }
        #expect(error?.line == mistake.line)
        #expect(error?.description.hasPrefix("kb/a.md:\(mistake.line): ") == true)
        #expect(error?.description.contains(mistake.says) == true, "\(error?.description ?? "")")
    }

    @Test func `many files report all their mistakes, and the second use of an id`() {
        let (articles, errors) = ArticleFile.parseAll([
            ("a.md", "---\nid: one\ntitle: T\n---\nText"),
            ("b.md", "no front matter"),
            ("c.md", "---\ntitle: T\nid: one\n---\nText"),
            ("d.md", "---\nid: two\ntitle: T\n---\nText"),
        ])
        #expect(articles.map(\.id.value) == ["one", "two"])
        #expect(errors.map { "\($0.file):\($0.line)" } == ["b.md:1", "c.md:3"])
        #expect(errors.last?.description.contains("already used by a.md") == true)
    }

    @Test func `one file reports all its mistakes, and what is misspelt is not missing as well`() {
        let (_, errors) = ArticleFile.parseAll([
            ("a.md", "---\nid: Not Good\ntitel: T\naudience: staff\nlanguage: 1\n---\n\n"),
            ("b.md", "---\nlanguage: en\n---\nText"),
        ])
        #expect(errors.map(\.line) == [2, 3, 4, 5, 6, 1, 1])
        #expect(errors.suffix(2).map(\.problem) == [.missingKey("id"), .missingKey("title")])
    }

    @Test func `the content hash changes with every field and only then`() {
        func article(
            title: String = "T", area: String? = nil, text: String = "x", phrasings: [String] = []
        ) -> Article? {
            ArticleID("ab").map {
                Article(id: $0, title: title, productArea: area, markdown: text, phrasings: phrasings)
            }
        }
        let hash = article()?.contentHash
        // What the release without phrasings gave: its articles stay unchanged.
        #expect(hash == "51a9d3746f1a50ed")
        #expect(hash != article(phrasings: ["a"])?.contentHash)
        #expect(article(phrasings: ["a", "b"])?.contentHash != article(phrasings: ["ab"])?.contentHash)
        #expect(hash == article()?.contentHash)
        #expect(hash?.count == 16)
        #expect(hash != article(title: "U")?.contentHash)
        #expect(hash != article(text: "y")?.contentHash)
        #expect(article(title: "Ta", area: "b")?.contentHash != article(title: "T", area: "ab")?.contentHash)
    }
}
