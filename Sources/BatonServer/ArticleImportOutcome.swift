import Foundation
import Importing
package import Knowledge

/// What an import did, or would do, and the lines that say so.
package struct ArticleImportOutcome: Sendable {
    /// More mistakes, conflicts or articles than this are counted and not listed.
    package static let linesMax = 100

    package internal(set) var report: PublishReport
    /// Imported before, not in the folder any more, and left as they are.
    package let absent: [ArticleState]
    let reading: ArticleImport.Reading
    package let isDryRun: Bool

    /// What was found and did not become an article, a line each.
    package var skippedLines: [String] { Self.shortened(reading.skips.map(\.line)) }

    /// One paragraph for each article that was not taken, with its file and line, and what to do.
    package var conflictLines: [String] { Self.shortened(report.conflicts.map(conflict)) }

    /// What a dry run lists, and the sums.
    package var lines: [String] {
        let listed = isDryRun ? Self.shortened(wouldDo) : []
        let sums = isDryRun ? "Nothing was changed. It would be: \(self.sums)." : "\(self.sums)."
        return listed + [sums] + skippedSums + absentLine
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

    /// How many were left out, for each reason.
    private var skippedSums: [String] {
        guard !reading.skips.isEmpty else { return [] }
        let counts = reading.skips.reduce(into: [:]) { $0[$1.reason.name, default: 0] += 1 }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return ["\(reading.skips.count) skipped: \(parts.joined(separator: ", "))."]
    }

    private var absentLine: [String] {
        let source = reading.origin == nil ? "in the folder" : "at the source any more"
        switch absent.count {
        case 0: return []
        case 1:
            return ["The article \(absent[0].id) is in the library and not \(source); --prune removes it."]
        default:
            return ["\(absent.count) articles are in the library and not \(source); --prune removes them."]
        }
    }

    /// What was not even read because it has not changed counts as what it is.
    func countingUnread(_ states: [ArticleState]) -> ArticleImportOutcome {
        var outcome = self
        let edited = Set(states.filter(\.isEditedByHand).map(\.id))
        for id in reading.unread {
            if edited.contains(id) {
                outcome.report.kept.append(id)
            } else {
                outcome.report.unchanged.append(id)
            }
        }
        return outcome
    }

    private func conflict(_ state: ArticleState) -> String {
        let id = state.id
        let found = reading.places[id]
        let place = found.map { place in place.line.map { "\(place.file):\($0)" } ?? place.file } ?? "\(id)"
        let edited = Self.moment(state.updatedAtMilliseconds)
        let imported =
            state.lastImport.map { "was imported last \(Self.moment($0.atMilliseconds))" }
            ?? "was never imported"
        let changed =
            found.flatMap { ArticleImportFolder.changedAtMilliseconds($0.file) }.map(Self.moment) ?? "since"
        guard reading.origin == nil else {
            return """
                \(place): conflict: `\(id)` was edited by hand \(edited), and its source, which \(imported), \
                was changed since. `baton article show \(id)` prints the edited text: put what you want to \
                keep into the source, then import it with --overwrite \(id).
                """
        }
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
