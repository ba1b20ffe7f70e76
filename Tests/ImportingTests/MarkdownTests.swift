import Importing
import Testing

/// HTML as it becomes the Markdown of an article.
@Suite struct MarkdownTests {
    private func markdown(_ html: String) throws -> String { try HTMLPage.fragment(html) }

    @Test(arguments: [
        ("<h2>Reset</h2><p>Open  the\n<b>menu</b>.</p>", "## Reset\n\nOpen the **menu**.\n"),
        ("<p>one<br>two</p>", "one\\\ntwo\n"),
        ("<p>a <b> bold </b>b <i></i>c</p>", "a **bold** b c\n"),
        ("text alone<div>and a block</div>tail", "text alone\n\nand a block\n\ntail\n"),
        (
            "<p>2 * 3 * 4, a_b, _x_, [no], &lt;tag&gt;, `t`</p>",
            "2 \\* 3 \\* 4, a_b, \\_x\\_, \\[no\\], \\<tag>, \\`t\\`\n"
        ),
        (
            "<p># no heading</p><p>1. no list</p><p>- nor this</p>",
            "\\# no heading\n\n1\\. no list\n\n\\- nor this\n"
        ),
        (
            "<p>Code <code>ERR_NOT_FOUND | x</code> and <kbd>Ctrl</kbd></p>",
            "Code `ERR_NOT_FOUND | x` and `Ctrl`\n"
        ),
        ("<p>a <code>`</code></p>", "a `` ` ``\n"),
        ("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n>\n> two\n"),
        ("<p>soft\u{ad}hyphen&nbsp;and\u{200b}nothing</p>", "softhyphen andnothing\n"),
    ])
    func `text keeps its meaning`(_ html: String, _ expected: String) throws {
        #expect(try markdown(html) == expected)
    }

    @Test func `lists nest, count and hold paragraphs`() throws {
        let html = """
            <ol start="3"><li>Three<ul><li>a</li><li><p>b</p><p>more</p></li></ul></li>
            <li></li><li>Four</li></ol>
            <ul><li>x</li><ul><li>loose</li></ul></ul>
            """
        #expect(
            try markdown(html) == """
                3. Three
                   - a
                   - b

                     more
                4. Four

                - x
                  - loose

                """)
    }

    @Test func `a table keeps its header, its spans and its bars`() throws {
        let html = """
            <table><caption>Prices</caption><thead><tr><th>Plan</th><th>Price</th></tr></thead>
            <tr><td rowspan="2">Team</td><td>5 | 6</td></tr><tr><td><code>a|b</code></td></tr>
            <tr><td colspan="2">All<br>in</td></tr></table>
            """
        #expect(
            try markdown(html) == """
                Prices

                | Plan | Price |
                | --- | --- |
                | Team | 5 \\| 6 |
                | Team | `a\\|b` |
                | All in |  |

                """)
        #expect(
            try markdown("<table><tr><td>a</td><td>b</td></tr></table>")
                == "|  |  |\n| --- | --- |\n| a | b |\n")
        #expect(
            try markdown("<table><tr><td><p>only</p><p>layout</p></td></tr></table>") == "only\n\nlayout\n")
    }

    @Test func `code keeps its lines and its language`() throws {
        let html =
            "<pre><code class=\"hljs language-swift\">let a = 1\n\n  let b = &quot;```&quot;\n</code></pre>"
        #expect(try markdown(html) == "````swift\nlet a = 1\n\n  let b = \"```\"\n````\n")
    }

    @Test func `folded questions become headings and definitions stay together`() throws {
        let html =
            "<h3>Billing</h3><details><summary>Can I pay later?</summary><p>Yes.</p></details>"
            + "<dl><dt>SLA</dt><dd>A promise.</dd></dl>"
        #expect(
            try markdown(html) == "### Billing\n\n#### Can I pay later?\n\nYes.\n\n**SLA**\n\nA promise.\n")
    }

    @Test func `links become absolute, and those that lead nowhere are text`() throws {
        let html = """
            <html><body><main><h1>T</h1><p>See <a href="../setup/?a=1#x">the <b>setup</b></a>,
            <a href="#here">below</a>, <a href="javascript:alert(1)">this</a>,
            <a href="mailto:a@b.example">mail</a>, <a href="/a_(b)">brackets</a>.</p>
            <h2>Part<a class="headerlink" href="#part">¶</a></h2>
            <p><img alt="A screen" src="/i.png"><img src="/decoration.png"></p></main></body></html>
            """
        let address = try #require(WebAddress("https://shop.example/docs/guide/"))
        #expect(
            try HTMLPage(Array(html.utf8), address: address).markdown == """
                See [the **setup**](https://shop.example/docs/setup/?a=1#x), below, this, \
                [mail](mailto:a@b.example), [brackets](<https://shop.example/a_(b)>).

                ## Part

                ![A screen](https://shop.example/i.png)

                """)
    }
}
