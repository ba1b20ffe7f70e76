/// What an import shows while it runs: nothing when it is short, then one line that is drawn again and again,
/// or a line now and then where the output is no terminal.
package struct ArticleImportProgress: Sendable {
    static let quietMilliseconds: Int64 = 1_000
    static let redrawMilliseconds: Int64 = 100
    static let plainMilliseconds: Int64 = 2_000
    static let barColumns = 24

    private let isTerminal: Bool
    private let startedAt: Int64
    private var shownAt: Int64?
    private var columnsDrawn = 0

    package init(isTerminal: Bool, startedAtMilliseconds: Int64) {
        self.isTerminal = isTerminal
        startedAt = startedAtMilliseconds
    }

    /// What is to be written now; mostly nothing.
    package mutating func advance(
        _ step: ArticleImport.Step, _ done: Int, of total: Int, atMilliseconds now: Int64
    ) -> String? {
        let pause = isTerminal ? Self.redrawMilliseconds : Self.plainMilliseconds
        guard now - startedAt >= Self.quietMilliseconds, shownAt.map({ now - $0 >= pause }) ?? true else {
            return nil
        }
        shownAt = now
        let count = "\(done) of \(total)"
        guard isTerminal else { return "\(step.rawValue): \(count)\n" }
        let filled = total > 0 ? Self.barColumns * min(done, total) / total : 0
        let bar =
            String(repeating: "#", count: filled) + String(repeating: "-", count: Self.barColumns - filled)
        return redrawn("\(step.rawValue) [\(bar)] \(count)")
    }

    /// Clears the line for what comes after it.
    package mutating func finish() -> String? {
        guard columnsDrawn > 0 else { return nil }
        return redrawn("") + "\r"
    }

    /// Blanks over what a longer line left, which every terminal understands.
    private mutating func redrawn(_ text: String) -> String {
        defer { columnsDrawn = text.count }
        return "\r" + text + String(repeating: " ", count: max(0, columnsDrawn - text.count))
    }
}
