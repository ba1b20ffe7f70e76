import Importing
import Testing

@Suite struct SitemapTests {
    private let list = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <url><loc>https://shop.example/a?x=1&amp;y=2</loc><lastmod>2026-01-01</lastmod></url>
          <url><image:loc xmlns:image="i">https://shop.example/a.png</image:loc></url>
          <url><loc>
            https://shop.example/b
          </loc></url>
        </urlset>
        """

    @Test func `the pages of a list come in their order`() throws {
        let sitemap = try #require(Sitemap(Array(list.utf8)))
        #expect(sitemap.kind == .pages)
        #expect(
            sitemap.addresses.filter { !$0.hasSuffix(".png") } == [
                "https://shop.example/a?x=1&y=2", "https://shop.example/b",
            ])
    }

    @Test func `an index names lists, and a text has one address a line`() throws {
        let index = "<sitemapindex><sitemap><loc>https://shop.example/1.xml</loc></sitemap></sitemapindex>"
        #expect(Sitemap(Array(index.utf8))?.kind == .index)
        let text = "\u{feff}https://shop.example/a\r\n# a remark\r\nhttps://shop.example/b\n"
        #expect(Sitemap(Array(text.utf8))?.addresses.count == 2)
        #expect(Sitemap(Array("Dear reader".utf8)) == nil)
        #expect(Sitemap(Array("<html><body>A page</body></html>".utf8)) == nil)
    }

    @Test func `a list that defines entities is not read, however the definition is written`() {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
            <urlset><url><loc>https://shop.example/&d;</loc></url></urlset>
            """
        #expect(Sitemap(Array(bomb.utf8)) == nil)
        // In UTF-16 the words are not seen before it is read.
        let wide: [UInt8] = [0xff, 0xfe] + bomb.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        #expect(Sitemap(wide) == nil)
        let file =
            "<!DOCTYPE urlset SYSTEM \"file:///etc/passwd\">"
            + "<urlset><url><loc>https://a.example/</loc></url></urlset>"
        #expect(Sitemap(Array(file.utf8)) == nil)
    }

    @Test func `more addresses than the protocol allows are refused`() {
        let url = "<url><loc>https://shop.example/</loc></url>"
        let many = "<urlset>" + String(repeating: url, count: Sitemap.addressesMax + 1) + "</urlset>"
        #expect(Sitemap(Array(many.utf8)) == nil)
    }

    @Test func `a packed list is unpacked, and a damaged one refused`() {
        // printf '<urlset><url><loc>https://a.example/</loc></url></urlset>' | gzip -n9
        let packed: [UInt8] = PackedSitemap.bytes
        #expect(Sitemap(packed)?.addresses == ["https://a.example/"])
        #expect(Sitemap(Array(packed.dropLast(12))) == nil)
    }
}
