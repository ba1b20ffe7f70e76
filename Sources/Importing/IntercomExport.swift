import Foundation
import Knowledge

/// Articles of Intercom, as its API lists them: `{"data": [...]}`, one page of the list or all.
package enum IntercomExport {
    private struct Page: Decodable {
        let data: [Entry]
    }

    /// Numbers come with quotation marks around them or without.
    private struct Number: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    private struct Version: Decodable {
        let title: String?
        let description: String?
        let body: String?
        let state: String?
        let url: String?
    }

    private struct Entry: Decodable {
        let id: Number
        let title: String?
        let description: String?
        let body: String?
        let state: String?
        let url: String?
        let default_locale: String?
        /// By locale, beside members that are no versions.
        let translated_content: [String: Maybe]?
    }

    private struct Maybe: Decodable {
        let version: Version?

        init(from decoder: any Decoder) throws { version = try? Version(from: decoder) }
    }

    package static func isOne(_ bytes: [UInt8]) -> Bool {
        (try? JSONDecoder().decode(Page.self, from: Data(bytes))) != nil
    }

    /// - Parameter files: all pages of one export.
    package static func harvest(_ files: [(file: String, bytes: [UInt8])]) throws(SourceFailure) -> Harvest {
        var harvest = Harvest()
        for (file, bytes) in files {
            let page: Page
            do {
                page = try JSONDecoder().decode(Page.self, from: Data(bytes))
            } catch {
                throw SourceFailure(
                    "\(file): this is no list of Intercom articles, {\"data\": [{\"id\": ...}]}."
                )
            }
            for entry in page.data { add(entry, file: file, to: &harvest) }
        }
        return harvest
    }

    private static func add(_ entry: Entry, file: String, to harvest: inout Harvest) {
        let original = Slug.of("intercom-\(entry.id.text)", key: entry.id.text)
        let place = "\(file): article \(entry.id.text)"
        let main = Version(
            title: entry.title, description: entry.description, body: entry.body, state: entry.state,
            url: entry.url)
        add(main, place: place, slug: original, locale: entry.default_locale, of: nil, to: &harvest)
        for (locale, maybe) in (entry.translated_content ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let version = maybe.version, let language = PageLanguage.primary(locale),
                locale != entry.default_locale, version.body != nil
            else { continue }
            let slug = Slug.of("\(original)-\(locale)", key: locale)
            add(
                version, place: "\(place) (\(locale))", slug: slug, locale: language, of: original,
                to: &harvest)
        }
    }

    private static func add(
        _ version: Version, place: String, slug: String, locale: String?, of original: String?,
        to harvest: inout Harvest
    ) {
        let source = version.url.flatMap { WebAddress($0) }
        let key = ImportedPage.Key(slug: slug, sourceURL: source?.text, isIdentity: true)
        guard version.state == nil || version.state == "published" else {
            return harvest.skip(place, .draft, key: key)
        }
        ExportedArticle(
            place: place, key: key, title: version.title, body: version.body, lead: version.description,
            language: PageLanguage.primary(locale), productArea: nil, audience: nil, translationOf: original
        ).add(to: &harvest)
    }
}
