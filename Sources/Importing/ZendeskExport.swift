import Foundation
import Knowledge

/// Articles of Zendesk Guide, as its API lists them: `{"articles": [...]}`, one page of the list or all.
package enum ZendeskExport {
    private struct Page: Decodable {
        let articles: [Entry]
        let sections: [Section]?
    }

    private struct Section: Decodable {
        let id: Int64
        let name: String?
    }

    private struct Entry: Decodable {
        let id: Int64
        let title: String?
        let body: String?
        let html_url: String?
        let locale: String?
        let source_locale: String?
        let draft: Bool?
        let section_id: Int64?
        /// Whom it is for; everybody where there is none.
        let user_segment_id: Int64?
        let user_segment_ids: [Int64]?
    }

    package static func isOne(_ bytes: [UInt8]) -> Bool {
        (try? JSONDecoder().decode(Page.self, from: Data(bytes))) != nil
    }

    /// - Parameter files: all pages of one export.
    package static func harvest(_ files: [(file: String, bytes: [UInt8])]) throws(SourceFailure) -> Harvest {
        var (entries, sections): ([(String, Entry)], [Int64: String]) = ([], [:])
        for (file, bytes) in files {
            do {
                let page = try JSONDecoder().decode(Page.self, from: Data(bytes))
                entries += page.articles.map { (file, $0) }
                for section in page.sections ?? [] { sections[section.id] = section.name }
            } catch {
                throw SourceFailure(
                    "\(file): this is no list of Zendesk articles, {\"articles\": [{\"id\": ...}]}."
                )
            }
        }
        var harvest = Harvest()
        for (file, entry) in entries { add(entry, file: file, sections: sections, to: &harvest) }
        return harvest
    }

    private static func add(
        _ entry: Entry, file: String, sections: [Int64: String], to harvest: inout Harvest
    ) {
        let isTranslation = entry.source_locale.map { $0 != entry.locale } ?? false
        let original = "zendesk-\(entry.id)"
        let slug = isTranslation ? "\(original)-\((entry.locale ?? "").lowercased())" : original
        let source = entry.html_url.flatMap { WebAddress($0) }
        // The address holds the title and changes with it: the number alone names the article.
        let key = ImportedPage.Key(slug: Slug.of(slug, key: slug), sourceURL: source?.text, isIdentity: true)
        let place = "\(file): article \(entry.id)"
        if entry.draft == true { return harvest.skip(place, .draft, key: key) }
        let isRestricted = entry.user_segment_id != nil || entry.user_segment_ids?.isEmpty == false
        let page = ExportedArticle(
            place: place, key: key, title: entry.title, body: entry.body, lead: nil,
            language: PageLanguage.primary(entry.locale),
            productArea: entry.section_id.flatMap { sections[$0] },
            // Whom a segment holds the export does not say: the team alone is the safe side.
            audience: isRestricted ? .agents : nil, translationOf: isTranslation ? original : nil)
        page.add(to: &harvest)
    }
}

/// One article of a help desk, its text in HTML.
struct ExportedArticle {
    let place: String
    let key: ImportedPage.Key
    let title: String?
    let body: String?
    /// Stands above the text.
    let lead: String?
    let language: String?
    let productArea: String?
    let audience: Audience?
    let translationOf: String?

    func add(to harvest: inout Harvest) {
        let title = (title ?? "").singleSpaced
        guard !title.isEmpty else { return harvest.skip(place, .noTitle, key: key) }
        do throws(Skip.Reason) {
            let text = try HTMLPage.fragment(body ?? "")
            guard !text.isEmpty else { throw .noText }
            let lead = LineStart.escaped(MarkdownEscaping.escaped((lead ?? "").singleSpaced))
            // Many descriptions are the text's own first words.
            let hasLead = !lead.isEmpty && !text.hasPrefix(lead)
            harvest.pages.append(
                ImportedPage(
                    place: place, key: key, title: title, markdown: hasLead ? "\(lead)\n\n\(text)" : text,
                    language: language, productArea: productArea, audience: audience,
                    translationOf: translationOf))
        } catch {
            harvest.skip(place, error, key: key)
        }
    }
}
