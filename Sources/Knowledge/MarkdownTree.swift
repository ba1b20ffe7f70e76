import CMarkGFM
import Synchronization

/// A parsed document: owns libcmark-gfm's tree and frees it.
@safe struct MarkdownTree: ~Copyable {
    /// `Block`, `Markdown` and `Passage` all start here, so one set of options holds everywhere. Raw HTML and
    /// `javascript:` links are dropped because `CMARK_OPT_UNSAFE` is absent.
    private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8
    private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

    /// libcmark-gfm 0.29 keeps the special characters of its extensions in global tables, which every parser
    /// sets at its start and clears at its end: two parsers at once lose tables and links, or worse.
    /// Rendering is not affected.
    private static let parsing = Mutex(false)

    let root: OpaquePointer

    /// `nil` only when the library gives no document.
    init?(_ markdown: String) {
        guard let root = unsafe Self.parse(markdown) else { return nil }
        unsafe self.root = root
    }

    deinit { unsafe cmark_node_free(root) }

    private static func parse(_ markdown: String) -> OpaquePointer? {
        unsafe parsing.withLock { registered in
            if !registered {
                cmark_gfm_core_extensions_ensure_registered()
                registered = true
            }
            guard let parser = unsafe cmark_parser_new(options) else { return nil }
            defer { unsafe cmark_parser_free(parser) }
            for name in extensions {
                guard let syntax = unsafe cmark_find_syntax_extension(name) else { continue }
                unsafe cmark_parser_attach_syntax_extension(parser, syntax)
            }
            var text = markdown
            text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                    unsafe cmark_parser_feed(parser, chars.baseAddress, chars.count)
                }
            }
            return unsafe cmark_parser_finish(parser)
        }
    }

    /// The document as HTML, raw HTML and dangerous links left out.
    func html() -> String {
        // Tables and task lists render themselves: the list of extensions is needed for the tag filter only.
        guard let html = unsafe cmark_render_html(root, Self.options, nil) else { return "" }
        defer { unsafe cmark_get_default_mem_allocator().pointee.free(html) }
        return unsafe String(cString: html)
    }

    /// Calls `visit` on entering and leaving every node, in document order. Not recursive: nesting costs no
    /// stack.
    func walk(_ visit: (borrowing MarkdownNode, _ entering: Bool) -> Void) {
        guard let iterator = unsafe cmark_iter_new(root) else { return }
        defer { unsafe cmark_iter_free(iterator) }
        while true {
            let event = unsafe cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = unsafe cmark_iter_get_node(iterator) else { return }
            visit(unsafe MarkdownNode(node), event == CMARK_EVENT_ENTER)
        }
    }
}

/// One node during a walk, read in place; it lives no longer than its tree.
@safe struct MarkdownNode: ~Copyable {
    enum Kind {
        case heading(level: Int)
        case paragraph, list, item, codeBlock
        case table, tableHeader, tableRow, tableCell
        case text, code, softBreak, lineBreak
        case other
    }

    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    /// By name, because the extensions number their nodes at run time.
    var kind: Kind {
        guard let name = unsafe cmark_node_get_type_string(pointer) else { return .other }
        switch unsafe String(cString: name) {
        case "heading": return unsafe .heading(level: Int(cmark_node_get_heading_level(pointer)))
        case "paragraph": return .paragraph
        case "list": return .list
        case "item", "tasklist": return .item
        case "code_block": return .codeBlock
        case "table": return .table
        case "table_header": return .tableHeader
        case "table_row": return .tableRow
        case "table_cell": return .tableCell
        case "text": return .text
        case "code": return .code
        case "softbreak": return .softBreak
        case "linebreak": return .lineBreak
        default: return .other
        }
    }

    /// The text of a text, code or code block node.
    var literal: String {
        guard let literal = unsafe cmark_node_get_literal(pointer) else { return "" }
        return unsafe String(cString: literal)
    }

    /// The first number of an ordered list; `nil` for bullets.
    var orderedStart: Int? {
        guard unsafe cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return nil }
        return unsafe Int(cmark_node_get_list_start(pointer))
    }
}
