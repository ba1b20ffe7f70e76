/// Why nothing was imported, one line a mistake, each with its file and line.
package struct ArticleImportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let lines: [String]
    package let advice: String

    package init(
        lines: [String],
        advice: String = "Nothing was imported: correct what is named above and import again."
    ) {
        self.lines = lines
        self.advice = advice
    }

    package var description: String {
        (ArticleImportOutcome.shortened(lines) + [advice]).joined(separator: "\n")
    }
}
