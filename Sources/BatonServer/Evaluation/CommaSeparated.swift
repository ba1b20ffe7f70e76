/// Comma-separated values as in RFC 4180: fields in quotation marks may hold commas, line ends and doubled
/// quotation marks.
enum CommaSeparated {
    /// The rows below the header; an unknown header or a row of another width is named with its line.
    static func rows(_ text: String, file: String, header: [String]) throws -> [[String]] {
        var parsed = parse(text)
        guard let first = parsed.first, first.fields.map({ $0.lowercased() }) == aliased(header, first.fields)
        else {
            throw QuestionFile.Failure(lines: [
                "\(file):1: the first line names the columns: \(header.joined(separator: ","))."
            ])
        }
        parsed.removeFirst()
        let wrong = parsed.filter { $0.fields.count != header.count }
        guard wrong.isEmpty else {
            throw QuestionFile.Failure(
                lines: wrong.prefix(20).map {
                    "\(file):\($0.line): \($0.fields.count) columns, \(header.count) are needed."
                })
        }
        return parsed.map(\.fields)
    }

    /// Public sets call the label a category.
    private static func aliased(_ header: [String], _ found: [String]) -> [String] {
        found.count == header.count && found.last?.lowercased() == "category"
            ? header.dropLast() + ["category"] : header
    }

    private static func parse(_ text: String) -> [(line: Int, fields: [String])] {
        var rows: [(line: Int, fields: [String])] = []
        var (fields, field, isQuoted) = ([String](), "", false)
        var (line, start) = (1, 1)
        func endRow() {
            if !(fields.isEmpty && field.isEmpty) { rows.append((start, fields + [field])) }
            (fields, field) = ([], "")
        }
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
            } else if character == "," {
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
        return rows
    }
}
