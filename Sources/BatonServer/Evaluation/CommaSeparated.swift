import Importing

/// A table with commas between its columns, whose first line names them.
enum CommaSeparated {
    /// The rows below the header; an unknown header or a row of another width is named with its line.
    static func rows(_ text: String, file: String, header: [String]) throws -> [[String]] {
        var parsed = DelimitedText(text).rows
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
}
