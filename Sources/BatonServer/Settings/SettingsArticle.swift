/// The handbook's article of settings, made of the table: what `baton settings --markdown` prints.
package enum SettingsArticle {
    /// The whole article with its front matter and a newline at its end.
    package static func markdown() -> String {
        let chapters = Chapter.allCases.compactMap { chapter -> String? in
            let settings = Setting.table.filter { Chapter.of($0) == chapter }
            return settings.isEmpty ? nil : section(chapter, settings)
        }
        return ([opening] + chapters).joined(separator: "\n\n") + "\n"
    }

    /// Variable and flag stand last: both follow from the name, and a phone shows the first columns.
    private static func section(_ chapter: Chapter, _ settings: [Setting]) -> String {
        let head = ["| In `baton.yaml` | What it is | Variable and flag |", "|---|---|---|"]
        return (["## \(chapter.rawValue)", ""] + head + settings.map(row)).joined(separator: "\n")
    }

    private static func row(_ setting: Setting) -> String {
        let help = setting.help.split(separator: " ").map(word).joined(separator: " ")
        let cells = [
            code(setting.key), "\(help)\(values(setting)) \(standard(setting))",
            "\(code(setting.variable)) \(code(setting.flag))",
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

    /// A sentence is quoted and not set as code, which would not be broken into lines.
    private static func standard(_ setting: Setting) -> String {
        if setting.standard.isEmpty { return "Standard: empty." }
        if setting.standard.contains(" ") { return "Standard: \"\(setting.standard)\"" }
        return "Standard: \(code(setting.standard))."
    }

    /// An address in the help is an example: as code it becomes no link that leads nowhere.
    private static func word(_ word: Substring) -> String {
        guard word.hasPrefix("http://") || word.hasPrefix("https://") else { return String(word) }
        guard let mark = word.last, [".", ","].contains(mark) else { return code(String(word)) }
        return code(String(word.dropLast())) + String(mark)
    }

    private static func code(_ text: String) -> String { "`\(text)`" }

    static func standard(_ key: String) -> String { Setting.named(key)?.standard ?? "" }
}
