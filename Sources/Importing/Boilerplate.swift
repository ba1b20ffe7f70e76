/// What stands on every page of a site around what this page is about.
enum Boilerplate {
    private static let elements: Set<String> = [
        "nav", "footer", "aside", "form", "button", "input", "select", "textarea", "iframe", "canvas",
        "audio",
        "video", "dialog", "search", "link", "meta", "script", "style", "svg", "math", "template", "noscript",
        "object",
    ]

    private static let roles: Set<String> = [
        "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu",
        "menubar", "toolbar",
    ]

    /// Words of `class` and `id` that name a part of the page, and not its subject.
    private static let marks: Set<String> = [
        "nav", "navbar", "navigation", "menu", "sidebar", "breadcrumb", "breadcrumbs", "footer", "pagination",
        "pager", "toc", "table-of-contents", "on-this-page", "share", "social", "related", "related-articles",
        "comments", "newsletter", "skip-link", "skip-to-content", "sr-only", "visually-hidden",
        "screen-reader-text", "cookie-banner", "cookie-consent", "advertisement", "article-votes",
        "article-relatives", "article-share", "article-subscribe", "article-comments", "article-footer",
        "recent-articles", "headerlink", "hash-link", "edit-this-page", "feedback", "print-only",
    ]

    /// Last words behind a hyphen: `main-menu`, `doc-sidebar`.
    private static let endings: Set<String> = [
        "nav", "navbar", "menu", "sidebar", "breadcrumb", "breadcrumbs", "footer", "pagination", "toc",
    ]

    /// An `aside` of these is a remark within the text.
    private static let remarks = [
        "admonition", "callout", "note", "tip", "hint", "caution", "warning", "danger",
    ]

    /// The page without it; what holds the page's subject is never taken away.
    static func removed(from element: HTMLElement) -> HTMLElement {
        let children = element.children.compactMap { child -> HTMLNode? in
            guard case .element(let inner) = child else { return child }
            return isBoilerplate(inner) ? nil : .element(removed(from: inner))
        }
        return HTMLElement(element.name, element.attributes, children)
    }

    private static func isBoilerplate(_ element: HTMLElement) -> Bool {
        if isHidden(element) { return true }
        let isRemark =
            element.name == "aside"
            && element.marks.contains { mark in remarks.contains { mark.contains($0) } }
        if isRemark || element.holdsSubject { return false }
        if elements.contains(element.name) || roles.contains(element.attributes["role"] ?? "") { return true }
        return element.marks.contains { mark in
            marks.contains(String(mark))
                || mark.split { $0 == "-" || $0 == "_" }.last.map { endings.contains(String($0)) } == true
        }
    }

    private static func isHidden(_ element: HTMLElement) -> Bool {
        let style = (element.attributes["style"] ?? "").lowercased().filter { !$0.isWhitespace }
        return element.attributes["hidden"] != nil || element.attributes["aria-hidden"] == "true"
            || style.contains("display:none") || style.contains("visibility:hidden")
    }
}
