/// The handbook's page of settings, made of the table: what `baton settings --markdown` prints.
package enum SettingsPage {
    /// The whole article with its front matter and a newline at its end.
    package static func markdown() -> String {
        let chapters = Chapter.allCases.compactMap { chapter -> String? in
            let settings = Setting.table.filter { Chapter.of($0) == chapter }
            return settings.isEmpty ? nil : section(chapter, settings)
        }
        return ([opening] + chapters).joined(separator: "\n\n") + "\n"
    }

    private static func section(_ chapter: Chapter, _ settings: [Setting]) -> String {
        let head = ["| In `baton.yaml` | Variable and flag | Standard | What it is |", "|---|---|---|---|"]
        return (["## Table: \(chapter.rawValue)", ""] + head + settings.map(row)).joined(separator: "\n")
    }

    private static func row(_ setting: Setting) -> String {
        let standard = setting.standard.isEmpty ? "empty" : code(setting.standard)
        let cells = [
            code(setting.key), "\(code(setting.variable)), \(code(setting.flag))", standard,
            setting.help + values(setting),
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    /// What may be written, where the help does not say it: the words of a choice, the bounds of a number.
    private static func values(_ setting: Setting) -> String {
        if case .choice(let words) = setting.kind { return " One of \(words.joined(separator: ", "))." }
        if case .number(let range) = setting.kind {
            return " From \(range.lowerBound) to \(range.upperBound)."
        }
        return ""
    }

    private static func code(_ text: String) -> String { "`\(text)`" }

    static func standard(_ key: String) -> String { Setting.named(key)?.standard ?? "" }
}
