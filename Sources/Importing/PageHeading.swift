/// The heading that names a page, which becomes the article's title.
struct PageHeading {
    private let element: HTMLElement?

    /// - Parameter title: of the page's head, which tells the page's name from the site's.
    init(content: HTMLElement, page: HTMLElement, title: String?) {
        let own = Self.first("h1", in: content)
        // Some sites write their own name as the heading of every page, and the page's below it.
        let others = [Self.first("h1", in: page), Self.leading(content)].compactMap { $0 }
        let named = others.first { heading in title.map { $0.hasPrefix(Self.words(of: heading)) } == true }
        let site = Self.first("h1", in: page)
        // What the head's title ends with is the site's name: then the first heading below it counts.
        let isSiteName =
            site.map { heading in title?.hasSuffix(Self.words(of: heading)) == true } ?? (title == nil)
        element = own ?? named ?? (isSiteName ? Self.leading(content) : site)
    }

    /// `nil` where the page has no heading of its own.
    var text: String? { element.map(Self.words) }

    /// The title stands above the article already.
    func removed(from content: HTMLElement) -> HTMLElement {
        guard let element else { return content }
        var isGone = false
        func copy(_ parent: HTMLElement) -> HTMLElement {
            let children = parent.children.compactMap { child -> HTMLNode? in
                guard case .element(let inner) = child, !isGone else { return child }
                if inner.name == element.name, inner.text == element.text {
                    isGone = true
                    return nil
                }
                return .element(copy(inner))
            }
            return HTMLElement(parent.name, parent.attributes, children)
        }
        return copy(content)
    }

    private static func first(_ name: String, in element: HTMLElement) -> HTMLElement? {
        element.first(name).flatMap { words(of: $0).isEmpty ? nil : $0 }
    }

    /// The heading before which there is no text.
    private static func leading(_ element: HTMLElement) -> HTMLElement? {
        for child in element.children {
            switch child {
            case .text(let text): if !text.singleSpaced.isEmpty { return nil }
            case .element(let inner):
                if inner.letterCount == 0 { continue }
                return ["h2", "h3"].contains(inner.name) ? inner : leading(inner)
            }
        }
        return nil
    }

    /// Signs beside it that lead to the heading are no part of it.
    private static func words(of heading: HTMLElement) -> String {
        String(heading.text.singleSpaced.reversed().drop { "¶#§ ".contains($0) }.reversed())
    }
}
