extension MarkdownWriter {
    /// Wider tables are read cell by cell, and a cell does not span more than that.
    static let columnsMax = 30

    /// A table of text; one that only places things on the page is taken apart.
    mutating func table(_ element: HTMLElement) -> [String] {
        let rows = Self.rows(of: element)
        let cells = rows.map(Self.cells)
        let columns = cells.map { $0.reduce(0) { $0 + Self.span($1, "colspan") } }.max() ?? 0
        let isLayout =
            element.attributes["role"] == "presentation" || columns < 2 || columns > Self.columnsMax
            || cells.joined().contains { cell in
                cell.children.contains { child in
                    guard case .element(let inner) = child else { return false }
                    return inner.first("table") != nil || inner.first("pre") != nil
                        || inner.first("h2") != nil
                }
            }
        if isLayout { return cells.joined().flatMap { blocks($0.children) } }
        let caption = Self.captions(of: element).flatMap { blocks($0.children) }
        var lines = grid(cells, columns: columns).filter { row in row.contains { !$0.isEmpty } }
        guard !lines.isEmpty else { return caption }
        let hasHeader = cells.first?.allSatisfy { $0.name == "th" } == true
        let header = hasHeader ? lines.removeFirst() : Array(repeating: "", count: columns)
        let divider = Array(repeating: "---", count: columns)
        return caption + [([header, divider] + lines).map(Self.line).joined(separator: "\n")]
    }

    /// The cells' texts, with what spans several rows or columns in its first.
    private func grid(_ rows: [[HTMLElement]], columns: Int) -> [[String]] {
        // How many rows below are still taken, by column, and by which text.
        var open: [Int: (rows: Int, text: String)] = [:]
        return rows.map { cells in
            var line: [String] = []
            var rest = cells[...]
            while line.count < columns {
                if let taken = open[line.count], taken.rows > 0 {
                    open[line.count] = (taken.rows - 1, taken.text)
                    line.append(taken.text)
                } else if let cell = rest.popFirst() {
                    let text = MarkdownInline(base: base, isCell: true).text(cell.children)
                    open[line.count] = (Self.span(cell, "rowspan") - 1, text)
                    let width = min(Self.span(cell, "colspan"), columns - line.count)
                    line += [text] + Array(repeating: "", count: width - 1)
                } else {
                    line.append("")
                }
            }
            return line
        }
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// Of this table, not of those within it.
    private static func rows(of element: HTMLElement) -> [HTMLElement] {
        element.children.flatMap { child -> [HTMLElement] in
            guard case .element(let inner) = child else { return [] }
            switch inner.name {
            case "tr": return [inner]
            case "thead", "tbody", "tfoot": return rows(of: inner)
            default: return []
            }
        }
    }

    private static func captions(of element: HTMLElement) -> [HTMLElement] {
        element.children.compactMap { child in
            guard case .element(let inner) = child, inner.name == "caption" else { return nil }
            return inner
        }
    }

    private static func cells(of row: HTMLElement) -> [HTMLElement] {
        row.children.compactMap { child in
            guard case .element(let inner) = child, inner.name == "td" || inner.name == "th" else {
                return nil
            }
            return inner
        }
    }

    private static func span(_ cell: HTMLElement, _ name: String) -> Int {
        min(max(cell.attributes[name].flatMap { Int($0) } ?? 1, 1), columnsMax)
    }
}
