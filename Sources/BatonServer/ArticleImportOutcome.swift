import Foundation
package import Knowledge

/// What an import did, or would do, and the lines that say so.
package struct ArticleImportOutcome: Sendable {
    /// More mistakes, conflicts or articles than this are counted and not listed.
    package static let linesMax = 100

    package internal(set) var report: PublishReport
    /// Imported before, not in the folder any more, and left as they are.
    package let absent: [ArticleState]
    let places: [ArticleID: ArticleBatch.Place]
    package let isDryRun: Bool

    /// One paragraph for each article that was not taken, with its file and line, and what to do.
    package var conflictLines: [String] { Self.shortened(report.conflicts.map(conflict)) }

    /// What a dry run lists, and the sums.
    package var lines: [String] {
        let listed = isDryRun ? Self.shortened(wouldDo) : []
        return listed + [isDryRun ? "Nothing was changed. It would be: \(sums)." : "\(sums)."] + absentLine
    }

    private var wouldDo: [String] {
        let steps = [
            ("add", report.added), ("change", report.changed), ("remove", report.removed),
        ]
        return steps.flatMap { verb, ids in ids.sorted().map { "would \(verb) \($0)" } }
    }

    private var sums: String {
        var sums = [
            "\(report.added.count) added", "\(report.changed.count) changed",
            "\(report.unchanged.count) unchanged",
        ]
        if !report.removed.isEmpty { sums.append("\(report.removed.count) removed") }
        if !report.kept.isEmpty { sums.append("\(report.kept.count) kept as edited by hand") }
        if !report.conflicts.isEmpty { sums.append("\(report.conflicts.count) in conflict") }
        return sums.joined(separator: ", ")
    }

    private var absentLine: [String] {
        switch absent.count {
        case 0: []
        case 1: ["The article \(absent[0].id) is in the library and not in the folder; --prune removes it."]
        default: ["\(absent.count) articles are in the library and not in the folder; --prune removes them."]
        }
    }

    private func conflict(_ state: ArticleState) -> String {
        let id = state.id
        let place = places[id].map { "\($0.file):\($0.line)" } ?? "\(id)"
        let edited = Self.moment(state.updatedAtMilliseconds)
        let imported =
            state.lastImport.map { "was imported last \(Self.moment($0.atMilliseconds))" }
            ?? "was never imported"
        let changed =
            places[id].flatMap { ArticleImportFolder.changedAtMilliseconds($0.file) }.map(Self.moment)
            ?? "since"
        return """
            \(place): conflict: `\(id)` was edited by hand \(edited), and its file, which \(imported), \
            was changed \(changed). `baton article show \(id)` prints the edited text: put what you want to \
            keep into the file, then import it with --overwrite \(id).
            """
    }

    private static func moment(_ milliseconds: Int64) -> String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space).year().month().day().time(
            includingFractionalSeconds: false)
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(style) + " UTC"
    }

    /// The first lines, and how many more there are.
    package static func shortened(_ lines: [String]) -> [String] {
        guard lines.count > linesMax else { return lines }
        return lines.prefix(linesMax) + ["... and \(lines.count - linesMax) more."]
    }
}
