import CXML2

/// Markup that is not read, however much of it there is.
enum MarkupFailure: Error, Hashable, Sendable {
    /// Elements within elements, more than any page needs.
    case tooDeep
    /// More elements and texts than `HTMLTree.nodesMax`.
    case tooManyNodes
    /// Nothing that could be taken for markup.
    case unreadable
}

/// HTML as it is found in the wild, read by libxml2: what is not closed is closed, what is unknown is kept.
enum HTMLTree {
    /// libxml2 stops there, and would leave out the rest of the page without a word.
    static let depthMax = 250
    static let nodesMax = 400_000

    private static let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue

    /// - Parameter utf8: the page in UTF-8, whatever it says of itself.
    static func read(_ utf8: [UInt8]) throws(MarkupFailure) -> HTMLElement {
        guard !utf8.isEmpty, utf8.count < Int(Int32.max), let document = unsafe parse(utf8) else {
            throw .unreadable
        }
        defer { unsafe xmlFreeDoc(document) }
        guard let root = unsafe xmlDocGetRootElement(document) else { throw .unreadable }
        var builder = TreeBuilder()
        return try unsafe builder.element(root, depth: 0)
    }

    private static func parse(_ utf8: [UInt8]) -> xmlDocPtr? {
        unsafe utf8.withUnsafeBytes { bytes in
            unsafe htmlReadMemory(
                bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, "UTF-8", Int32(options)
            )
        }
    }
}

/// Copies libxml2's tree.
private struct TreeBuilder {
    /// Elements whose text is no reader's.
    private static let left: Set<String> = [
        "script", "style", "svg", "math", "template", "noscript", "object",
    ]

    private var nodes = 0

    mutating func element(_ node: xmlNodePtr, depth: Int) throws(MarkupFailure) -> HTMLElement {
        guard depth < HTMLTree.depthMax else { throw .tooDeep }
        nodes += 1
        guard nodes < HTMLTree.nodesMax else { throw .tooManyNodes }
        let name = unsafe Self.string(node.pointee.name).lowercased()
        guard !Self.left.contains(name) else { return HTMLElement(name) }
        var children: [HTMLNode] = []
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            unsafe next = unsafe child.pointee.next
            switch unsafe child.pointee.type {
            case XML_ELEMENT_NODE: children.append(.element(try unsafe element(child, depth: depth + 1)))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                nodes += 1
                children.append(.text(unsafe Self.string(child.pointee.content)))
            default: break
            }
        }
        return HTMLElement(name, unsafe Self.attributes(of: node), children)
    }

    private static func attributes(of node: xmlNodePtr) -> [String: String] {
        var attributes: [String: String] = [:]
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            unsafe next = unsafe attribute.pointee.next
            let value = unsafe attribute.pointee.children.map { unsafe string($0.pointee.content) } ?? ""
            attributes[unsafe string(attribute.pointee.name).lowercased()] = value
        }
        return attributes
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return unsafe String(cString: text)
    }
}
