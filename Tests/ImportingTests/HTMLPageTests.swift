import Importing
import Testing

@Suite struct HTMLPageTests {
    private static let words = String(
        repeating: "Open the settings and choose the plan that fits. ", count: 6)

    private func page(_ html: String, _ type: String? = nil) throws -> HTMLPage {
        try HTMLPage(
            Array(html.utf8), contentType: type, address: WebAddress("https://shop.example/help/plan"))
    }

    @Test func `what stands on every page is left out`() throws {
        let page = try page(
            """
            <!doctype html><html lang="pt-BR"><head><title>Choose a plan | Shop</title>
            <meta property="og:site_name" content="Shop"><link rel="canonical" href="/help/plans">
            <style>p { color: red }</style><script>var a = "<p>script</p>"</script></head>
            <body class="has-sidebar page-with-nav"><header><a href="/">Shop</a></header>
            <nav><ul><li><a href="/x">Elsewhere</a></li></ul></nav>
            <div class="cookie-banner">We use cookies</div>
            <div class="wrap main-menu-open"><div class="doc-sidebar"><h3>All pages</h3></div>
            <article><header><h1>Choose a plan</h1></header><p>\(Self.words)</p>
            <aside class="admonition note"><p>A remark that stays.</p></aside>
            <div style="display: none">hidden</div><button>Copy</button>
            <footer>Was this helpful?</footer></article></div>
            <aside>Related</aside><footer>© Shop</footer></body></html>
            """)
        #expect(page.title == "Choose a plan")
        #expect(page.language == "pt")
        #expect(page.canonical?.text == "https://shop.example/help/plans")
        #expect(page.markdown == Self.words.dropLast() + "\n\nA remark that stays.\n")
    }

    @Test func `a page without any landmarks is read whole, and its title without the site's name`() throws {
        let page = try page(
            "<title>Plans - Shop</title><meta property='og:site_name' content='Shop'><div><p>\(Self.words)")
        #expect(page.title == "Plans")
        #expect(page.markdown == Self.words.dropLast() + "\n")
        #expect(page.language == nil)
    }

    @Test func `several articles are a list of them, and main is read`() throws {
        let page = try page(
            "<main><h1>News</h1><article><p>One \(Self.words)</article><article><p>Two</article></main>"
        )
        #expect(page.markdown.contains("One") && page.markdown.contains("Two"))
    }

    @Test func `where every page is headed by the site's name, its own heading is the title`() throws {
        let page = try page(
            """
            <title>Data types - The Handbook</title><div><h1>The Handbook</h1></div>
            <main><div><h2><a href="#types">Data types</a></h2><p>\(Self.words)</p></div></main>
            """)
        #expect(page.title == "Data types")
        let other = try self.page(
            """
            <title>A - Keywords - The Handbook</title><div><h1>The Handbook</h1></div>
            <main><h2>Appendix A: Keywords</h2><p>\(Self.words)</p></main>
            """)
        #expect(other.title == "Appendix A: Keywords")
        let headless = try self.page("<title>Prices</title><main><h2>Overview</h2><p>\(Self.words)</main>")
        #expect(headless.title == "Prices")
        #expect(page.markdown == Self.words.dropLast() + "\n")
    }

    @Test func `a canonical address on another site is not believed, and noindex is heard`() throws {
        let page = try page(
            "<link rel=canonical href='https://evil.example/x'><meta name=robots content='noindex'><h1>T</h1>"
        )
        #expect(page.canonical == nil)
        #expect(page.asksNotToBeIndexed)
    }

    @Test(arguments: [
        ([UInt8]("Größe".utf8), "text/html; charset=utf-8", "Größe"),
        ([UInt8]("Größe".utf8), "text/html; charset=iso-8859-1", "Größe"),
        ([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80], "text/html", "Größe €"),
        ([0x47, 0x72, 0xf6, 0xdf, 0x65], "text/html; charset=ISO-8859-15", "Größe"),
        ([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], "text/html; charset=windows-1251", "Привет"),
        ([0x93, 0xfa, 0x96, 0x7b], "text/html; charset=Shift_JIS", "日本"),
        ([0x47, 0xff, 0x00, 0x48], "text/html; charset=utf-8", "G\u{fffd}H"),
        ([0x47, 0xf6], "text/html; charset=no-such-thing", "G\u{fffd}"),
    ])
    func `letters survive what the server and the page say of them`(
        _ bytes: [UInt8], _ type: String, _ expected: String
    ) throws {
        let html = Array("<p>".utf8) + bytes + Array("</p><h1>T</h1>".utf8)
        #expect(try HTMLPage(html, contentType: type).markdown == expected + "\n")
    }

    @Test func `UTF-16 with its mark and an encoding in the page are read`() throws {
        let wide: [UInt8] =
            [0xfe, 0xff] + "<h1>T</h1><p>Größe".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        #expect(try HTMLPage(wide).markdown == "Größe\n")
        let said = Array("<meta charset='windows-1251'><h1>T</h1><p>".utf8) + [0xcf, 0xf0]
        #expect(try HTMLPage(said).markdown == "Пр\n")
    }

    @Test func `elements without end, in each other and beside each other, are bounded`() throws {
        let deep = "<h1>T</h1>" + String(repeating: "<div>", count: 50_000) + "x"
        #expect(throws: Skip.Reason.tooComplex) { try page(deep) }
        let wide = "<h1>T</h1>" + String(repeating: "<p>x", count: 250_000)
        #expect(throws: Skip.Reason.tooComplex) { try page(wide) }
        #expect(throws: Skip.Reason.tooLarge) {
            try HTMLPage([UInt8](repeating: 0x20, count: HTMLPage.bytesMax + 1))
        }
    }

    @Test func `an entity bomb in a page is text, and files are never read`() throws {
        let page = try page(
            """
            <!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <h1>T</h1><p>&b; &f; &amp; &hellip;</p>
            """)
        #expect(!page.markdown.contains("haha") && !page.markdown.contains("root:"))
        #expect(page.markdown.contains("…"))
    }

    @Test(arguments: [
        "<p>open <b>and <i>crossed</b> over</i><li>item<td>cell", "<<<>>>&&&#;<h1",
        "</div></p></html><p>tail",
        "<a href='x'><a href='y'>two</a></a><table><p>in a table<tr>row", "<!-- never closed <p>x",
    ])
    func `broken markup is read as far as it goes`(_ html: String) throws {
        _ = try HTMLPage.fragment(html)
    }

    @Test func `an empty page has no title, and so no article`() {
        #expect(throws: Skip.Reason.self) { try page("") }
        #expect(throws: Skip.Reason.noTitle) { try page("<div id=app></div>") }
    }
}
