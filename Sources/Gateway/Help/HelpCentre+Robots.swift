import Edge
import Knowledge

extension HelpCentre {
    /// The protocol's own bound (sitemaps.org).
    static let siteMapAddressesMax = 50_000

    func siteMap() -> Response {
        let newest = shelf.readable.map(\.updatedAtMilliseconds).max()
        let index = Self.entry(address.url + "/help", newest.map { PageMoment(milliseconds: $0).exact })
        let articles = shelf.readable.prefix(Self.siteMapAddressesMax - 1).map { revision in
            Self.entry(
                url(of: revision.article), PageMoment(milliseconds: revision.updatedAtMilliseconds).exact)
        }
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            \(([index] + articles).joined(separator: "\n"))
            </urlset>

            """
        return fixed(Array(xml.utf8), contentType: "application/xml; charset=utf-8")
    }

    func robots() -> Response {
        let text = """
            User-agent: *
            Disallow: /console
            Disallow: /api/
            Disallow: /help/search
            Disallow: /demo
            Sitemap: \(address.url)/sitemap.xml

            """
        return fixed(Array(text.utf8), contentType: "text/plain; charset=utf-8")
    }

    private func fixed(_ bytes: [UInt8], contentType: String) -> Response {
        var response = Response.bytes(bytes, contentType: contentType)
        response.headers += [("ETag", EntityTag.of(bytes)), ("Cache-Control", "no-cache")]
        response.packing = .forEachAnswer
        return response
    }

    private static func entry(_ url: String, _ changed: String?) -> String {
        let changed = changed.map { "<lastmod>\($0)</lastmod>" } ?? ""
        return "  <url><loc>\(PageTemplate.escaped(url))</loc>\(changed)</url>"
    }
}
