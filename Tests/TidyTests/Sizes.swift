/// How long a file, a function and a line may be.
enum Sizes {
    static let fileLinesMax = 400
    static let functionLinesMax = 70
    static let lineColumnsMax = 110

    static let extensions: Set<String> = [
        "swift", "js", "mjs", "css", "html", "py", "sh", "sql", "c", "h",
    ]

    /// Longer than the limits, each with the reason that a reader would accept.
    static let exceptions: [String: String] = [:]

    static func violations(_ file: SourceFile) -> [String] {
        guard exceptions[file.path] == nil else { return [] }
        var found: [String] = []
        let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
        if count > fileLinesMax {
            found.append("\(file.path): \(count) lines, at most \(fileLinesMax)")
        }
        guard file.fileExtension == "swift" else { return found }
        for (index, line) in file.lines.enumerated() where line.count > lineColumnsMax {
            found.append("\(file.path):\(index + 1): \(line.count) columns, at most \(lineColumnsMax)")
        }
        for function in Functions.of(file.text) where function.lines > functionLinesMax {
            found.append(
                "\(file.path):\(function.firstLine): \(function.lines) lines, at most \(functionLinesMax)")
        }
        return found
    }
}
