/// Values between delimiters as in RFC 4180: fields in quotation marks may hold delimiters, line ends and
/// doubled quotation marks.
package struct DelimitedText: Sendable {
    /// One record, with the line that it begins in, from 1.
    package struct Row: Hashable, Sendable {
        package let line: Int
        package let fields: [String]
    }

    package private(set) var rows: [Row] = []
    private var fields: [String] = []
    private var field = ""
    private var start = 1

    package init(_ text: String, delimiter: Character = ",") {
        var (isQuoted, line) = (false, 1)
        var characters = text.makeIterator()
        var next = characters.next()
        while let character = next {
            next = characters.next()
            if character.isNewline { line += 1 }
            if isQuoted {
                if character != "\"" {
                    field.append(character)
                } else if next == "\"" {
                    field.append("\"")
                    next = characters.next()
                } else {
                    isQuoted = false
                }
            } else if character == "\"", field.isEmpty {
                isQuoted = true
            } else if character == delimiter {
                fields.append(field)
                field = ""
            } else if character.isNewline {
                endRow()
                start = line
            } else {
                field.append(character)
            }
        }
        endRow()
    }

    /// Empty lines are no rows.
    private mutating func endRow() {
        if !(fields.isEmpty && field.isEmpty) { rows.append(Row(line: start, fields: fields + [field])) }
        (fields, field) = ([], "")
    }
}
