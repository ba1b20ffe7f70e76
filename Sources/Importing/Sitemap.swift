import CXML2

/// A list of a site's pages, or of such lists (sitemaps.org).
package struct Sitemap: Hashable, Sendable {
    /// The protocol's own bounds.
    package static let bytesMax = 52_428_800
    package static let addressesMax = 50_000

    package enum Kind: Hashable, Sendable {
        case pages
        case index
    }

    package let kind: Kind
    /// As they stand there, in their order.
    package let addresses: [String]

    /// XML, packed or not, or a text with one address a line. `nil` for anything else: another document, one
    /// that defines entities, one beyond the bounds.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.bytesMax else { return nil }
        var bytes = bytes
        if Gunzip.isPacked(bytes) {
            guard let unpacked = Gunzip.unpacked(bytes, bytesMax: Self.bytesMax) else { return nil }
            bytes = unpacked
        }
        let start = bytes.prefix(64).drop { !(0x21...0x7e).contains($0) }
        if start.starts(with: "<".utf8) {
            guard let (kind, addresses) = SitemapXML.read(bytes) else { return nil }
            (self.kind, self.addresses) = (kind, addresses)
        } else {
            let lines = Self.lines(bytes)
            guard !lines.isEmpty, lines.count <= Self.addressesMax,
                lines.allSatisfy({ WebAddress($0) != nil })
            else { return nil }
            (kind, addresses) = (.pages, lines)
        }
    }

    /// What is written in the lines of a text, but for empty ones and those that begin with `#`.
    package static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: PageText.utf8(bytes), as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.singleSpaced }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }
}

/// The XML of it. No entity is expanded, nothing is loaded, and a document that defines its own is refused.
private enum SitemapXML {
    private static let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue

    static func read(_ bytes: [UInt8]) -> (Sitemap.Kind, [String])? {
        // Before libxml2 sees it: a definition alone can be made to cost much.
        let head = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
        guard !head.contains("<!doctype"), !head.contains("<!entity"), bytes.count < Int(Int32.max),
            let document = unsafe parse(bytes)
        else { return nil }
        defer { unsafe xmlFreeDoc(document) }
        guard unsafe document.pointee.intSubset == nil, let root = unsafe xmlDocGetRootElement(document)
        else {
            return nil
        }
        switch unsafe name(of: root) {
        case "urlset": return unsafe locations(in: root, within: "url").map { (.pages, $0) }
        case "sitemapindex": return unsafe locations(in: root, within: "sitemap").map { (.index, $0) }
        default: return nil
        }
    }

    private static func parse(_ bytes: [UInt8]) -> xmlDocPtr? {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe xmlReadMemory(
                bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil, Int32(options))
        }
    }

    /// `nil` when there are more than allowed.
    private static func locations(in root: xmlNodePtr, within entry: String) -> [String]? {
        var found: [String] = []
        var next = unsafe root.pointee.children
        while let node = unsafe next {
            unsafe next = unsafe node.pointee.next
            guard unsafe node.pointee.type == XML_ELEMENT_NODE, unsafe name(of: node) == entry else {
                continue
            }
            var inner = unsafe node.pointee.children
            while let child = unsafe inner {
                unsafe inner = unsafe child.pointee.next
                guard unsafe child.pointee.type == XML_ELEMENT_NODE, unsafe name(of: child) == "loc" else {
                    continue
                }
                guard found.count < Sitemap.addressesMax else { return nil }
                found.append(unsafe text(of: child).singleSpaced)
            }
        }
        return found
    }

    private static func name(of node: xmlNodePtr) -> String {
        guard let name = unsafe node.pointee.name else { return "" }
        return unsafe String(cString: name)
    }

    private static func text(of node: xmlNodePtr) -> String {
        guard let text = unsafe baton_xml_text(node) else { return "" }
        defer { unsafe baton_xml_free(text) }
        return unsafe String(cString: text)
    }
}
