/// Markdown to safe HTML, and to the blocks that passages are cut from.
package enum Markdown {
    /// GitHub-flavoured Markdown as HTML without raw HTML and dangerous links; every heading has an `id`,
    /// the same anchor that `blocks` gives.
    package static func html(_ markdown: String) -> String {
        guard let tree = MarkdownTree(markdown) else { return "" }
        var anchors = Anchors()
        var found: [String] = []
        var heading: String?
        tree.walk { node, entering in
            if case .heading = node.kind {
                if entering { heading = "" } else { found.append(anchors.anchor(for: heading ?? "")) }
                if !entering { heading = nil }
            } else if entering, heading != nil {
                heading?.append(node.inlineText)
            }
        }
        return addAnchors(found, to: tree.html())
    }

    /// Every other `<` is escaped in safe mode, so the n-th `<h1>`...`<h6>` is the n-th heading of the
    /// document.
    private static func addAnchors(_ anchors: [String], to html: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(html.utf8)
        result.reserveCapacity(bytes.count + anchors.count * 24)
        var remaining = anchors[...]
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: ">"), opensHeading(bytes, closing: index),
                let anchor = remaining.popFirst()
            {
                result.append(contentsOf: " id=\"\(anchor)\"".utf8)
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether `bytes[..<index]` ends in `<h1` to `<h6`.
    private static func opensHeading(_ bytes: [UInt8], closing index: Int) -> Bool {
        index >= 3 && bytes[index - 3] == UInt8(ascii: "<") && bytes[index - 2] == UInt8(ascii: "h")
            && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[index - 1])
    }
}

extension MarkdownNode {
    /// What an inline node adds to the text of its heading.
    var inlineText: String {
        switch kind {
        case .text, .code: literal
        case .softBreak, .lineBreak: " "
        default: ""
        }
    }
}
