/// HTML as GitHub-flavoured Markdown: headings, paragraphs, lists, tables, code, quotations, links, emphasis.
struct MarkdownWriter {
    private static let headingMax = 6

    /// What relative links start from.
    let base: WebAddress?
    /// Of the heading that was written last.
    private var level = 1

    init(base: WebAddress? = nil) { self.base = base }

    /// The whole as one text that ends with a line end; empty when there is nothing to read.
    static func markdown(_ element: HTMLElement, base: WebAddress? = nil) -> String {
        var writer = MarkdownWriter(base: base)
        let blocks = writer.blocks(element.children)
        return blocks.isEmpty ? "" : blocks.joined(separator: "\n\n") + "\n"
    }

    mutating func blocks(_ nodes: [HTMLNode]) -> [String] {
        var blocks: [String] = []
        var run: [HTMLNode] = []
        for node in nodes {
            guard case .element(let element) = node, element.isBlock else {
                run.append(node)
                continue
            }
            blocks += paragraph(&run)
            blocks += block(element)
        }
        return blocks + paragraph(&run)
    }

    /// Inline nodes that no element holds together are a paragraph too.
    private func paragraph(_ run: inout [HTMLNode]) -> [String] {
        defer { run = [] }
        guard !run.isEmpty else { return [] }
        let text = MarkdownInline(base: base).text(run)
        return text.isEmpty ? [] : [LineStart.escaped(text)]
    }

    private mutating func block(_ element: HTMLElement) -> [String] {
        switch element.name {
        case "h1", "h2", "h3", "h4", "h5", "h6":
            return heading(element, level: element.name.last?.wholeNumberValue ?? 2)
        case "ul", "ol", "menu", "dir": return list(element)
        case "pre": return CodeFence.block(element)
        case "table": return table(element)
        case "blockquote":
            let lines = blocks(element.children).joined(separator: "\n\n").split(
                separator: "\n", omittingEmptySubsequences: false)
            return lines == [""] ? [] : [lines.map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")]
        case "details": return details(element)
        case "dt": return emphasised(element)
        case "hr": return []
        default: return blocks(element.children)
        }
    }

    private mutating func heading(_ element: HTMLElement, level: Int) -> [String] {
        let text = MarkdownInline(base: base, isOneLine: true).text(element.children)
        guard !text.isEmpty else { return [] }
        // The title is the page's only heading of the first level.
        self.level = max(2, level)
        return [String(repeating: "#", count: self.level) + " " + text]
    }

    /// What is folded is a question with its answer: it gets a heading, below the one above.
    private mutating func details(_ element: HTMLElement) -> [String] {
        let outer = level
        defer { level = outer }
        return element.children.flatMap { child -> [String] in
            guard case .element(let inner) = child, inner.name == "summary" else { return blocks([child]) }
            return heading(inner, level: min(outer + 1, Self.headingMax))
        }
    }

    private func emphasised(_ element: HTMLElement) -> [String] {
        let text = MarkdownInline(base: base, isOneLine: true).text(element.children)
        guard !text.isEmpty else { return [] }
        return [text.hasPrefix("**") ? text : "**\(text)**"]
    }
}

/// A line that would be read as something else by its beginning.
enum LineStart {
    static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
    }

    private static func line(_ line: Substring) -> String {
        guard let first = line.first else { return "" }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, digits.count < 10, let mark = line.dropFirst(digits.count).first,
            mark == "." || mark == ")"
        {
            let rest = line.dropFirst(digits.count)
            return rest.dropFirst().first.map(\.isWhitespace) ?? true ? digits + "\\" + rest : String(line)
        }
        let isMarker =
            "-+".contains(first) && (line.dropFirst().first.map { $0 == " " || $0 == first } ?? true)
        return "#>=|".contains(first) || isMarker ? "\\" + line : String(line)
    }
}
