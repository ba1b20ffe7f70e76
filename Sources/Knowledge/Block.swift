/// A piece of an article that reads on its own: a paragraph, a list item, a table row or a code block.
package struct Block: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case paragraph
        /// `list` numbers the outermost lists of the document.
        case listItem(list: Int)
        /// `header: cell; header: cell`, written as a list item.
        case tableRow(table: Int)
        case code
    }

    package let kind: Kind
    /// Plain text but for back-ticked code, list markers and code fences.
    package let text: String
    /// The headings above, outermost first.
    package let headings: [String]
    /// The anchor of the nearest heading.
    package let anchor: String?

    /// Whether the two belong to one list or one table.
    package func continues(_ other: Block) -> Bool {
        switch (kind, other.kind) {
        case (.listItem(let list), .listItem(let otherList)): list == otherList
        case (.tableRow(let table), .tableRow(let otherTable)): table == otherTable
        default: false
        }
    }
}
