import Knowledge

/// A table of questions with their answers, one article a row.
package enum QuestionTable {
    package static let rowsMax = 10_000

    /// The columns by their names in the first line; more columns are left aside.
    private enum Column: CaseIterable {
        case question, answer, id, sourceURL, language, productArea, audience

        var names: Set<String> {
            switch self {
            case .question: ["question", "title"]
            case .answer: ["answer", "body", "text"]
            case .id: ["id"]
            case .sourceURL: ["source_url", "url"]
            case .language: ["language", "locale"]
            case .productArea: ["product_area", "category"]
            case .audience: ["audience"]
            }
        }
    }

    /// - Parameter bytes: text in any encoding, with commas, semicolons or tabs between its columns.
    package static func harvest(_ bytes: [UInt8], file: String) throws(SourceFailure) -> Harvest {
        let text = String(decoding: PageText.utf8(bytes), as: UTF8.self)
        let rows = DelimitedText(text, delimiter: delimiter(of: text)).rows
        guard let header = rows.first else { throw SourceFailure("\(file): the file is empty.") }
        guard rows.count <= rowsMax + 1 else {
            throw SourceFailure("\(file): more than \(rowsMax) rows: divide the table.")
        }
        let names = header.fields.map { $0.singleSpaced.lowercased() }
        var places: [Column: Int] = [:]
        for column in Column.allCases { places[column] = names.firstIndex { column.names.contains($0) } }
        guard places[.question] != nil, places[.answer] != nil else {
            throw SourceFailure(
                "\(file):\(header.line): the first line names the columns: question, answer; and, where "
                    + "there are any, id, source_url, language, product_area, audience.")
        }
        var harvest = Harvest()
        for row in rows.dropFirst() {
            func value(_ column: Column) -> String {
                places[column].flatMap { $0 < row.fields.count ? row.fields[$0] : nil } ?? ""
            }
            add(value, place: "\(file):\(row.line)", to: &harvest)
        }
        return harvest
    }

    private static func add(_ value: (Column) -> String, place: String, to harvest: inout Harvest) {
        let question = value(.question).singleSpaced
        let source = WebAddress(value(.sourceURL))
        let wished = value(.id).singleSpaced.lowercased()
        let slug = ArticleID(wished) == nil ? Slug.of(question, key: question) : wished
        let key = ImportedPage.Key(slug: slug, sourceURL: source?.text)
        guard !question.isEmpty else { return harvest.skip(place, .noTitle) }
        do throws(Skip.Reason) {
            let answer = try markdown(value(.answer))
            guard !answer.isEmpty else { throw .noText }
            let area = value(.productArea).singleSpaced
            harvest.pages.append(
                ImportedPage(
                    place: place, key: key, title: question, markdown: answer,
                    language: PageLanguage.primary(value(.language)), productArea: area.isEmpty ? nil : area,
                    audience: Audience(rawValue: value(.audience).singleSpaced.lowercased())))
        } catch {
            harvest.skip(place, error, key: key)
        }
    }

    /// Answers are HTML where they hold its elements, and Markdown or plain text where not.
    private static func markdown(_ text: String) throws(Skip.Reason) -> String {
        let isHTML =
            text.firstMatch(of: /<\/?(p|br|div|ul|ol|li|a|b|strong|em|i|h[1-6]|table|span|code|pre)[\s\/>]/)
            != nil
        if isHTML { return try HTMLPage.fragment(text) }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let whole = lines.joined(separator: "\n")
        return whole.allSatisfy(\.isWhitespace) ? "" : whole.hasSuffix("\n") ? whole : whole + "\n"
    }

    /// What the first line is divided by: spreadsheets write semicolons where the comma is for decimals.
    private static func delimiter(of text: String) -> Character {
        let first = text.prefix { !$0.isNewline }
        return [",", ";", "\t"].max { one, other in
            first.count { $0 == one } < first.count { $0 == other }
        } ?? ","
    }
}
