extension MarkdownWriter {
    /// A list; what stands in it without being an item is one.
    mutating func list(_ element: HTMLElement) -> [String] {
        let isOrdered = element.name == "ol"
        var number = element.attributes["start"].flatMap { Int($0) }.map { min(max($0, 0), 999_999) } ?? 1
        var items: [String] = []
        for child in element.children {
            // A list directly within a list belongs to the item above it.
            if case .element(let inner) = child, ["ul", "ol"].contains(inner.name), let last = items.popLast()
            {
                let width = isOrdered ? "\(number - 1). ".count : 2
                items.append(
                    ([last] + list(inner).map { Self.indented($0, by: width) }).joined(separator: "\n"))
                continue
            }
            let marker = isOrdered ? "\(number). " : "- "
            guard let item = item(child, marker: marker) else { continue }
            items.append(item)
            number += 1
        }
        return items.isEmpty ? [] : [items.joined(separator: "\n")]
    }

    private mutating func item(_ node: HTMLNode, marker: String) -> String? {
        let blocks =
            if case .element(let element) = node, element.name == "li" {
                self.blocks(element.children)
            } else {
                self.blocks([node])
            }
        guard !blocks.isEmpty else { return nil }
        var text = ""
        for block in blocks {
            // A nested list stays close, so that the list is not drawn with wide gaps.
            let isList = block.hasPrefix("- ") || Self.isNumbered(block)
            if !text.isEmpty { text += isList ? "\n" : "\n\n" }
            text += block
        }
        return marker + Self.indented(text, by: marker.count).drop { $0 == " " }
    }

    private static func isNumbered(_ block: String) -> Bool {
        let digits = block.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && block.dropFirst(digits.count).hasPrefix(". ")
    }

    private static func indented(_ text: String, by width: Int) -> String {
        let indent = String(repeating: " ", count: width)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.isEmpty ? "" : indent + line
        }.joined(separator: "\n")
    }
}
