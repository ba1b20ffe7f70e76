/// The inline part of Markdown: text with its special characters escaped, emphasis, code, links, images.
struct MarkdownInline {
    let base: WebAddress?
    /// Whether a line break would end what this is part of: a heading, a cell.
    let isOneLine: Bool
    /// Whether a bar would end it, even within code.
    let isCell: Bool

    init(base: WebAddress?, isOneLine: Bool = false, isCell: Bool = false) {
        self.base = base
        self.isOneLine = isOneLine || isCell
        self.isCell = isCell
    }

    func text(_ nodes: [HTMLNode]) -> String {
        Self.tidied(nodes.map(inline).joined())
    }

    private func inline(_ node: HTMLNode) -> String {
        switch node {
        case .text(let text): MarkdownEscaping.escaped(text)
        case .element(let element): inline(element)
        }
    }

    private func inline(_ element: HTMLElement) -> String {
        switch element.name {
        case "br": isOneLine ? " " : "\\\n"
        case "b", "strong": marked(element, "**")
        case "i", "em", "dfn", "cite": marked(element, "*")
        case "del", "s", "strike": marked(element, "~~")
        case "code", "kbd", "samp", "tt": code(element.text)
        case "q": "“" + joined(element) + "”"
        case "a": link(element)
        case "img": image(element)
        // Blocks where only a line is wanted stand apart by a space.
        default: element.isBlock ? " " + joined(element) + " " : joined(element)
        }
    }

    private func joined(_ element: HTMLElement) -> String { element.children.map(inline).joined() }

    /// The spaces at the ends stay outside: `** bold **` is no emphasis.
    private func marked(_ element: HTMLElement, _ mark: String) -> String {
        let inner = joined(element)
        let core = Self.tidied(inner)
        guard !core.isEmpty, !core.contains("\n"), !core.contains(mark.prefix(1)) else { return inner }
        let before = inner.first?.isWhitespace == true ? " " : ""
        let after = inner.last?.isWhitespace == true ? " " : ""
        return before + mark + core + mark + after
    }

    private func code(_ text: String) -> String {
        let text = text.singleSpaced
        guard !text.isEmpty else { return "" }
        let fence = CodeFence.fence(around: text, lengthMin: 1)
        let isTouching = text.hasPrefix("`") || text.hasSuffix("`")
        let safe = isCell ? text.replacing("|", with: "\\|") : text
        return isTouching ? "\(fence) \(safe) \(fence)" : fence + safe + fence
    }

    private func link(_ element: HTMLElement) -> String {
        let text = joined(element)
        let core = Self.tidied(text)
        guard let href = element.attributes["href"]?.trimmedEnds, !href.isEmpty, !core.contains("\n") else {
            return text
        }
        // A sign beside a heading that leads to the heading.
        if href.hasPrefix("#") { return Self.isPermalink(core) ? "" : text }
        guard !core.isEmpty, let target = target(href) else { return text }
        let before = text.first?.isWhitespace == true ? " " : ""
        let after = text.last?.isWhitespace == true ? " " : ""
        return "\(before)[\(core)](\(target))\(after)"
    }

    private static func isPermalink(_ text: String) -> Bool {
        !text.contains { $0.isLetter || $0.isNumber } || text.count == 1
    }

    private func target(_ href: String) -> String? {
        let scheme = href.prefix { $0 != ":" && $0 != "/" && $0 != "?" }.lowercased()
        if href.hasPrefix(scheme + ":"), scheme == "mailto" || scheme == "tel" {
            return href.contains { $0.isWhitespace || "<>()".contains($0) } ? nil : href
        }
        guard let address = WebAddress(href, base: base) else { return nil }
        let fragment = href.firstIndex(of: "#").map { String(href[$0...]) } ?? ""
        let isPlain = fragment.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        let whole = address.text + (isPlain ? fragment : "")
        let safe = whole.replacing("<", with: "%3C").replacing(">", with: "%3E").replacing("|", with: "%7C")
        return safe.contains { $0 == "(" || $0 == ")" } ? "<\(safe)>" : safe
    }

    /// Its description is text; one without is decoration.
    private func image(_ element: HTMLElement) -> String {
        let text = MarkdownEscaping.escaped((element.attributes["alt"] ?? "").singleSpaced)
        guard !text.isEmpty, let source = element.attributes["src"], let address = target(source.trimmedEnds)
        else { return "" }
        return "![\(text)](\(address))"
    }

    /// Single spaces, none at the ends of lines.
    static func tidied(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\\\n", omittingEmptySubsequences: false) {
            let line = line.singleSpaced
            if !line.isEmpty { lines.append(line) }
        }
        return lines.joined(separator: "\\\n")
    }
}

extension String {
    fileprivate var trimmedEnds: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
