import Importing
import Knowledge
import Testing

/// How pages get their ids, and what happens to those that are there twice.
@Suite struct AssemblyTests {
    private let origin = "web:https://shop.example/sitemap.xml"

    private func page(_ slug: String, _ url: String?, _ text: String? = nil, isIdentity: Bool = false)
        -> ImportedPage
    {
        ImportedPage(
            place: url ?? slug, key: ImportedPage.Key(slug: slug, sourceURL: url, isIdentity: isIdentity),
            title: "Title of \(slug)", markdown: (text ?? "Text of \(url ?? slug).") + "\n")
    }

    private func harvest(_ pages: ImportedPage...) -> Harvest {
        var harvest = Harvest()
        harvest.pages = pages
        return harvest
    }

    private func state(
        _ id: String, url: String?, origin: String?, isRemoved: Bool = false
    ) throws -> ArticleState {
        ArticleState(
            id: try #require(ArticleID(id)), title: "T", audience: .everyone, revision: 1, contentHash: "0",
            source: .file, updatedAtMilliseconds: 1,
            lastImport: ArticleState.Import(contentHash: "0", revision: 1, atMilliseconds: 1, origin: origin),
            removedAtMilliseconds: isRemoved ? 2 : nil, sourceURL: url)
    }

    @Test func `a page keeps the id that it had, whatever its slug says today`() throws {
        let known = try state("old-name", url: "https://shop.example/a", origin: origin)
        let assembly = Assembly(
            harvest(page("new-name", "https://shop.example/a")), states: [known], origin: origin)
        #expect(assembly.articles.map(\.id.value) == ["old-name"])
    }

    @Test func `an article from elsewhere is never taken over`() throws {
        let markdown = try state("plans", url: nil, origin: nil)
        let adopted = try state("kept", url: "https://shop.example/kept", origin: nil)
        let assembly = Assembly(
            harvest(page("plans", "https://shop.example/plans"), page("kept", "https://shop.example/kept")),
            states: [markdown, adopted], origin: origin)
        let id = try #require(assembly.articles.first?.id.value)
        #expect(assembly.articles.count == 1)
        #expect(id.hasPrefix("plans-") && id.count == "plans-".count + 8)
        #expect(assembly.skips.map(\.reason) == [.elsewhere(article: "kept")])
    }

    @Test func `two pages with one slug get two ids, the same each time`() throws {
        let pages = harvest(page("a-b", "https://shop.example/a/b"), page("a-b", "https://shop.example/a-b"))
        let first = Assembly(pages, states: [], origin: origin).articles
        #expect(Set(first.map(\.id)).count == 2)
        let states = try first.map { try state($0.id.value, url: $0.sourceURL, origin: origin) }
        #expect(Assembly(pages, states: states, origin: origin).articles.map(\.id) == first.map(\.id))
    }

    @Test func `the same text or the same address twice is one article`() {
        let assembly = Assembly(
            harvest(
                page("a", "https://shop.example/a", "One."), page("b", "https://shop.example/a", "Two."),
                ImportedPage(
                    place: "c", key: ImportedPage.Key(slug: "c"), title: "Title of a", markdown: "One.\n")),
            states: [], origin: origin)
        #expect(assembly.articles.count == 1)
        #expect(
            assembly.skips.map(\.reason) == [
                .duplicate(of: "https://shop.example/a"), .duplicate(of: "https://shop.example/a"),
            ])
    }

    @Test func `a page that says the same as one that was not read again is no new article`() throws {
        let first = page("one", "https://shop.example/one", "The text.")
        let article = try #require(Assembly(harvest(first), states: [], origin: origin).articles.first)
        let known = ArticleState(
            id: article.id, title: article.title, audience: .everyone, revision: 1,
            contentHash: article.contentHash, source: .file, updatedAtMilliseconds: 1,
            lastImport: ArticleState.Import(
                contentHash: article.contentHash, revision: 1, atMilliseconds: 1, origin: origin),
            sourceURL: article.sourceURL)
        var again = Harvest()
        again.unchanged = [("https://shop.example/one", article.id)]
        again.pages = [
            ImportedPage(
                place: "https://shop.example/two",
                key: ImportedPage.Key(slug: "two", sourceURL: "https://shop.example/two"),
                title: first.title, markdown: first.markdown)
        ]
        let assembly = Assembly(again, states: [known], origin: origin)
        #expect(assembly.articles.isEmpty)
        #expect(assembly.skips.map(\.reason) == [.duplicate(of: "https://shop.example/one")])
    }

    @Test func `an article of an export is known by its number when its address changes`() throws {
        let known = try state("zendesk-7", url: "https://shop.example/7-old", origin: origin)
        let moved = page("zendesk-7", "https://shop.example/7-new", isIdentity: true)
        let assembly = Assembly(harvest(moved), states: [known], origin: origin)
        #expect(assembly.articles.map(\.id.value) == ["zendesk-7"])
        #expect(assembly.articles.first?.sourceURL == "https://shop.example/7-new")
    }

    @Test func `a page that could not be read is no page that is gone`() throws {
        let lost = try #require(ArticleID("lost-page"))
        var found = Harvest()
        found.skip("https://shop.example/lost", .status(500))
        found.skip("https://shop.example/gone", .status(404))
        let assembly = Assembly(
            found, states: [], origin: origin,
            visited: [
                "https://shop.example/lost": lost,
                "https://shop.example/gone": try #require(ArticleID("gone")),
            ])
        #expect(assembly.named == [lost])
    }

    @Test(arguments: [
        ("First steps", "first-steps"), ("Größe & Maße", "gro-e-ma-e-"), ("don't panic!", "dont-panic"),
        ("日本語", "article-"), (String(repeating: "long ", count: 40), "long-long-"),
    ])
    func `slugs are plain, and distinct where letters were lost`(_ text: String, _ start: String) throws {
        let slug = Slug.of(text, key: text)
        #expect(slug.hasPrefix(start))
        #expect(ArticleID(slug) != nil)
        #expect(slug == Slug.of(text, key: text))
    }
}
