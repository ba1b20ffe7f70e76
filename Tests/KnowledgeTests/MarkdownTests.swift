import Knowledge
import Testing

struct MarkdownTests {
    @Test func `headings get unique anchors, the same in the page and in the blocks`() {
        let text =
            "# Set `up`\n\nA\n\n## Größe & co\n\nB\n\n## Set up\n\nC\n\n## Set up 2\n\nD\n\n## !!!\n\nE"
        let anchors = ["set-up", "größe-co", "set-up-2", "set-up-2-2", "section"]
        #expect(Markdown.blocks(text).map(\.anchor) == anchors)
        let html = Markdown.html(text)
        for anchor in anchors { #expect(html.contains(" id=\"\(anchor)\">")) }
        #expect(html.hasPrefix("<h1 id=\"set-up\">Set <code>up</code></h1>"))
    }

    @Test func `raw HTML and dangerous links do not reach the page`() {
        let html = Markdown.html(
            """
            <script>alert(1)</script>

            <h2>fake</h2>

            Hello <img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](https://ok.example) `<h1>`

            ## Real
            """)
        #expect(!html.contains("<script") && !html.contains("onerror") && !html.contains("javascript:"))
        #expect(html.contains("href=\"https://ok.example\""))
        #expect(html.contains("<h2 id=\"real\">Real</h2>"))
        #expect(html.contains("&lt;h1&gt;"))
    }

    @Test func `tables, strikethrough, bare links and task lists are understood`() {
        let html = Markdown.html("| a | b |\n|---|---|\n| 1 | 2 |\n\n~~old~~ https://x.example\n\n- [x] done")
        #expect(html.contains("<td>1</td>") && html.contains("<del>old</del>"))
        #expect(html.contains("<a href=\"https://x.example\">") && html.contains("checkbox"))
    }

    @Test func `blocks are readable text with the headings above them`() {
        let blocks = Markdown.blocks(
            """
            Intro with *emphasis* and
            a [link](https://x.example).

            ## Steps

            1. First `one`
            2. Second
               - inner
            3. Third

            ### Code

            ```sh
            baton serve
            ```

            | Setting | Default |
            |---|---|
            | port | 8080 |
            | host | |
            """)
        #expect(
            blocks.map(\.text) == [
                "Intro with emphasis and a link.", "1. First `one`", "2. Second", "  - inner", "3. Third",
                "```\nbaton serve\n```", "- Setting: port; Default: 8080", "- Setting: host",
            ])
        #expect(blocks[0].headings == [] && blocks[0].anchor == nil)
        #expect(blocks[1].headings == ["Steps"] && blocks[1].anchor == "steps")
        #expect(blocks[5].headings == ["Steps", "Code"] && blocks[5].kind == .code)
        #expect(blocks[4].continues(blocks[1]) && !blocks[5].continues(blocks[4]))
    }

    @Test func `code inside a list item stays with the item`() {
        let blocks = Markdown.blocks("1. Run\n\n   ```\n   make\n   ```\n\n2. Wait\n\n   and see")
        #expect(blocks.map(\.text) == ["1. Run\n```\nmake\n```", "2. Wait\nand see"])
    }

    @Test func `very deep nesting neither crashes nor loses the text`() {
        let text = String(repeating: "> ", count: 5000) + "deep"
        #expect(Markdown.blocks(text).map(\.text) == ["deep"])
        #expect(Markdown.html(text).contains("deep"))
    }

    @Test func `parsing on many threads at once gives the same as on one`() async {
        let text = "| a | b |\n|---|---|\n| ~~1~~ | www.x.example |\n\n- [ ] task"
        let expected = Markdown.html(text)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { @concurrent in Markdown.html(text) == expected } }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count == 64 && results.allSatisfy { $0 })
    }

    @Test(arguments: ["", "\u{0}", "# ", "```", "| a |\n|--", "- ", "1. \n2. ", "[x]: y", "\u{fffd}\u{200d}"])
    func `odd input gives some page and no crash`(text: String) {
        #expect(Markdown.html(text).utf8.count < 200)
        #expect(Markdown.blocks(text).count < 4)
    }
}
