/// A page as a tree of values, taken out of libxml2's, so that nothing below knows a pointer.
enum HTMLNode: Sendable {
    case text(String)
    case element(HTMLElement)
}

/// An element with what stands in it.
struct HTMLElement: Sendable {
    /// Lower case.
    let name: String
    let attributes: [String: String]
    let children: [HTMLNode]
    /// Whether an element inside of it begins a line of its own.
    let holdsBlocks: Bool
    /// Whether it is, or holds, what a page is about: such an element is never taken for decoration.
    let holdsSubject: Bool

    init(_ name: String, _ attributes: [String: String] = [:], _ children: [HTMLNode] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
        var (holdsBlocks, holdsSubject) = (false, Self.subjects.contains(name))
        for case .element(let child) in children {
            if child.isBlock { holdsBlocks = true }
            if child.holdsSubject { holdsSubject = true }
        }
        self.holdsBlocks = holdsBlocks
        self.holdsSubject = holdsSubject || attributes["role"] == "main"
    }

    var isBlock: Bool { Self.blocks.contains(name) || holdsBlocks }

    /// The words of `class` and `id`, lower case.
    var marks: [Substring] {
        [attributes["class"], attributes["id"]].compactMap { $0 }.flatMap { text in
            text.lowercased().split(whereSeparator: \.isWhitespace).map { Substring($0) }
        }
    }

    /// The text as it stands there, without any markup.
    var text: String {
        var text = ""
        appendText(to: &text)
        return text
    }

    /// Scalars of text, white space not counted.
    var letterCount: Int {
        children.reduce(0) { count, child in
            switch child {
            case .text(let text): count + text.unicodeScalars.reduce(0) { $1.isSpace ? $0 : $0 + 1 }
            case .element(let element): count + element.letterCount
            }
        }
    }

    /// In the order of the page, this one first.
    func all(where fits: (HTMLElement) -> Bool) -> [HTMLElement] {
        var found: [HTMLElement] = []
        collect(into: &found, where: fits)
        return found
    }

    func first(_ name: String) -> HTMLElement? {
        if self.name == name { return self }
        for case .element(let child) in children {
            if let found = child.first(name) { return found }
        }
        return nil
    }

    private func collect(into found: inout [HTMLElement], where fits: (HTMLElement) -> Bool) {
        if fits(self) { found.append(self) }
        for case .element(let child) in children { child.collect(into: &found, where: fits) }
    }

    private func appendText(to text: inout String) {
        for child in children {
            switch child {
            case .text(let more): text += more
            case .element(let element) where element.name == "br": text += "\n"
            case .element(let element): element.appendText(to: &text)
            }
        }
    }

    private static let subjects: Set<String> = ["main", "article", "h1"]

    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
        "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
        "summary", "table", "ul",
    ]
}
