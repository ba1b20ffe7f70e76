/// What a page says of itself.
struct PageHead {
    /// Of `<title>` or of Open Graph, without the name of the site where that can be told.
    let title: String?
    /// Primary subtag, lower case.
    let language: String?
    let canonical: String?
    /// What relative links start from, if not from the page's own address.
    let base: String?
    let asksNotToBeIndexed: Bool

    init(_ page: HTMLElement) {
        let root = page.first("html") ?? page
        let metas = page.all { $0.name == "meta" }
        func meta(_ name: String) -> String? {
            metas.first { ($0.attributes["name"] ?? $0.attributes["property"])?.lowercased() == name }?
                .attributes["content"]
        }
        title = Self.title(
            graph: meta("og:title"), title: page.first("title")?.text, site: meta("og:site_name"))
        language = PageLanguage.primary(root.attributes["lang"] ?? root.attributes["xml:lang"])
        canonical =
            page.all { $0.name == "link" }.first {
                $0.attributes["rel"]?.lowercased().split(separator: " ").contains("canonical") == true
            }?.attributes["href"]
        base = page.first("base")?.attributes["href"]
        let robots = (meta("robots") ?? "").lowercased().split { !$0.isLetter }
        asksNotToBeIndexed = robots.contains("noindex") || robots.contains("none")
    }

    private static func title(graph: String?, title: String?, site: String?) -> String? {
        let whole = [graph, title].compactMap { $0?.singleSpaced }.first { !$0.isEmpty }
        guard let whole, let site = site?.singleSpaced, !site.isEmpty else { return whole }
        for divider in [" | ", " - ", " – ", " — ", " · ", " :: "] where whole.hasSuffix(divider + site) {
            return String(whole.dropLast(divider.count + site.count))
        }
        return whole
    }
}
