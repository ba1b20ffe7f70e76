/// The part of a page that it is about.
enum MainContent {
    /// A candidate with less of its page's text is a teaser, and not the text.
    static let shareMin = 0.25
    /// Letters from which a candidate is taken whatever its share: a page of many comments has a short text.
    static let lettersEnough = 1_500

    private static let names: Set<String> = [
        "content", "main-content", "page-content", "article-body", "article__body", "article-content",
        "markdown-body", "post-content", "entry-content", "doc-content", "documentation", "document",
    ]

    /// - Parameter page: without what is on every page.
    static func of(_ page: HTMLElement) -> HTMLElement {
        let body = page.first("body") ?? page
        let all = body.letterCount
        let mains = body.all { $0.name == "main" || $0.attributes["role"] == "main" }
        let main = largest(mains).flatMap { isEnough($0, of: all) ? $0 : nil }
        let room = main ?? body
        // Several articles are a list of them.
        let articles = room.all { $0.name == "article" }
        if articles.count == 1, isEnough(articles[0], of: room.letterCount) { return articles[0] }
        if let main { return main }
        let named = body.all { $0.marks.contains { names.contains(String($0)) } }
        if let best = largest(named), isEnough(best, of: all) { return best }
        return body
    }

    private static func isEnough(_ element: HTMLElement, of all: Int) -> Bool {
        let count = element.letterCount
        return count >= lettersEnough || Double(count) >= shareMin * Double(all)
    }

    private static func largest(_ elements: [HTMLElement]) -> HTMLElement? {
        elements.max { $0.letterCount < $1.letterCount }
    }
}
