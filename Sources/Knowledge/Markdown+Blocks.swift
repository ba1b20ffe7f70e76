extension Markdown {
    /// The readable blocks of a document, in order, each with the headings above it. Raw HTML, link targets
    /// and image addresses are left out, their texts stay.
    package static func blocks(_ markdown: String) -> [Block] {
        guard let tree = MarkdownTree(markdown) else { return [] }
        var reader = BlockReader()
        tree.walk { node, entering in
            if entering { reader.enter(node) } else { reader.leave(node) }
        }
        return reader.blocks
    }
}

/// Collects blocks from the events of a walk.
private struct BlockReader {
    private struct List {
        /// The next item's number; `nil` for bullets.
        var next: Int?
    }

    private struct Item {
        let marker: String
        var parts: [String] = []
    }

    private(set) var blocks: [Block] = []
    private var anchors = Anchors()
    private var headings: [(level: Int, text: String)] = []
    private var anchor: String?
    /// The inline text of the heading, paragraph or cell being read.
    private var inline = ""
    private var lists: [List] = []
    private var listCount = 0
    /// The list item being read; flushed when a nested list begins.
    private var item: Item?
    private var columns: [String] = []
    private var cells: [String] = []
    private var tableCount = 0

    mutating func enter(_ node: borrowing MarkdownNode) {
        switch node.kind {
        case .heading, .paragraph, .tableCell: inline = ""
        case .list: enterList(start: node.orderedStart)
        case .item: enterItem()
        case .codeBlock: add(code: node.literal)
        case .table: (tableCount, columns) = (tableCount + 1, [])
        case .tableHeader, .tableRow: cells = []
        case .code: inline += "`\(node.literal)`"
        default: inline += node.inlineText
        }
    }

    mutating func leave(_ node: borrowing MarkdownNode) {
        switch node.kind {
        case .heading(let level): leaveHeading(level)
        case .paragraph: leaveParagraph()
        case .list: if !lists.isEmpty { lists.removeLast() }
        case .item:
            flushItem()
            item = nil
        case .tableCell: cells.append(inline.trimmed)
        case .tableHeader: columns = cells
        case .tableRow: leaveRow()
        default: break
        }
    }

    private mutating func leaveHeading(_ level: Int) {
        let text = inline.trimmed
        headings.removeAll { $0.level >= level }
        headings.append((level, text.replacing("`", with: "")))
        anchor = anchors.anchor(for: text.replacing("`", with: ""))
    }

    private mutating func leaveParagraph() {
        let text = inline.trimmed
        guard !text.isEmpty else { return }
        if item != nil { item?.parts.append(text) } else { add(.paragraph, text) }
    }

    private mutating func enterList(start: Int?) {
        flushItem()
        if lists.isEmpty { listCount += 1 }
        lists.append(List(next: start))
    }

    private mutating func enterItem() {
        guard let list = lists.last else { return }
        let indent = String(repeating: "  ", count: lists.count - 1)
        let marker = list.next.map { "\($0)." } ?? "-"
        if let next = list.next { lists[lists.count - 1].next = next + 1 }
        item = Item(marker: indent + marker)
    }

    private mutating func flushItem() {
        guard let item, !item.parts.isEmpty else { return }
        add(.listItem(list: listCount), "\(item.marker) \(item.parts.joined(separator: "\n"))")
        self.item = nil
    }

    private mutating func add(code: String) {
        let fence = code.contains("```") ? "~~~" : "```"
        let text = "\(fence)\n\(code.hasSuffix("\n") ? code : code + "\n")\(fence)"
        if item != nil { item?.parts.append(text) } else { add(.code, text) }
    }

    private mutating func leaveRow() {
        let pairs = cells.enumerated().filter { !$0.element.isEmpty }.map { index, cell in
            let column = index < columns.count ? columns[index] : ""
            return column.isEmpty ? cell : "\(column): \(cell)"
        }
        guard !pairs.isEmpty else { return }
        add(.tableRow(table: tableCount), "- " + pairs.joined(separator: "; "))
    }

    private mutating func add(_ kind: Block.Kind, _ text: String) {
        blocks.append(Block(kind: kind, text: text, headings: headings.map(\.text), anchor: anchor))
    }
}
