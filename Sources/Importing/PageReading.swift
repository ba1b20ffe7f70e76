import Knowledge

/// What became of one page.
enum PageReading: Sendable {
    case page(ImportedPage, PageVisit.Validators)
    case unchanged(ArticleID)
    case skipped(Skip.Reason)

    /// - Parameter known: the visit before, when its article still says what the page said.
    init(_ place: String, known: PageVisit?, by site: SiteVisitor) async throws {
        do {
            guard let address = WebAddress(place) else { throw Skip.Reason.badAddress }
            let (page, final) = try await site.get(address, unless: known?.validators)
            if page.status == 304, let known {
                self = .unchanged(known.article)
                return
            }
            guard Self.isHTML(page) else { throw Skip.Reason.notHTML }
            let read = try HTMLPage(page.body, contentType: page.contentType, address: final)
            if read.asksNotToBeIndexed, !site.wishes.ignoresRobots { throw Skip.Reason.asksNotToBeIndexed }
            guard read.letters >= HTMLPage.lettersMin else {
                throw Skip.Reason.tooShort(letters: read.letters)
            }
            self = .page(ImportedPage(read, place: place, address: final), page.validators)
        } catch let reason as Skip.Reason {
            self = .skipped(reason)
        }
    }

    private static func isHTML(_ page: FetchedPage) -> Bool {
        guard let type = page.contentType?.lowercased() else {
            return page.body.prefix(256).drop { $0 <= 0x20 || $0 >= 0x80 }.first == UInt8(ascii: "<")
        }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml+xml")
    }
}

extension ImportedPage {
    /// A page of the web: its own address is its source, and its path becomes its id.
    package init(_ page: HTMLPage, place: String, address: WebAddress) {
        let source = page.canonical ?? address
        self.init(
            place: place, key: Key(slug: Self.slug(of: source), sourceURL: source.text), title: page.title,
            markdown: page.markdown, language: page.language)
    }

    /// `/guide/first-steps.html` is `guide-first-steps`.
    static func slug(of address: WebAddress) -> String {
        let path = Self.pathWithoutEnding(address.path)
        let text = path.isEmpty ? address.site : path
        // Another query is another page.
        return address.hasQuery
            ? Slug.distinct(Slug.of(text, key: address.text), key: address.text)
            : Slug.of(text, key: address.text)
    }

    /// Without the ending of a file and the name of a folder's own page.
    package static func pathWithoutEnding(_ path: String) -> String {
        var parts = path.split(separator: "/").map(String.init)
        if let last = parts.last {
            let endings = [".html", ".htm", ".xhtml", ".php", ".aspx", ".md"]
            let name = endings.first { last.lowercased().hasSuffix($0) }.map { last.dropLast($0.count) }
            parts[parts.count - 1] = name.map(String.init) ?? last
            if ["index", "readme"].contains(parts[parts.count - 1].lowercased()) { parts.removeLast() }
        }
        return parts.joined(separator: "-")
    }
}
