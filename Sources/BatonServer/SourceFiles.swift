import Foundation
import Importing

/// What is found in files of an import that are not Markdown.
enum SourceFiles {
    static func harvest(
        _ path: String, _ format: ImportSource.Format, progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Harvest {
        switch format {
        case .html: return try pages(path, progress)
        case .csv: return try QuestionTable.harvest(try ImportFiles.bytes(of: path), file: path)
        case .zendesk: return try ZendeskExport.harvest(try exports(path))
        case .intercom: return try IntercomExport.harvest(try exports(path))
        case .markdown, .sitemap, .urls: return Harvest()
        }
    }

    private static func exports(_ path: String) throws -> [(file: String, bytes: [UInt8])] {
        try ImportFiles.paths(path, endings: [".json"]).map { ($0, try ImportFiles.bytes(of: $0)) }
    }

    private static func pages(_ path: String, _ progress: (_ done: Int, _ total: Int) -> Void) throws
        -> Harvest
    {
        let files = try ImportFiles.paths(path, endings: [".html", ".htm", ".xhtml"])
        var harvest = Harvest()
        for (index, file) in files.enumerated() {
            add(file, below: path, bytes: try ImportFiles.bytes(of: file), to: &harvest)
            progress(index + 1, files.count)
        }
        return harvest
    }

    private static func add(_ file: String, below path: String, bytes: [UInt8], to harvest: inout Harvest) {
        let name =
            file.hasPrefix(path + "/")
            ? String(file.dropFirst(path.count + 1)) : URL(filePath: file).lastPathComponent
        let slug = Slug.of(ImportedPage.pathWithoutEnding(name), key: name)
        do throws(Skip.Reason) {
            let page = try HTMLPage(bytes)
            guard page.letters >= HTMLPage.lettersMin else { throw .tooShort(letters: page.letters) }
            // A page that was saved says where it came from, if anywhere.
            let key = ImportedPage.Key(slug: slug, sourceURL: page.canonical?.text)
            harvest.pages.append(
                ImportedPage(
                    place: file, key: key, title: page.title, markdown: page.markdown, language: page.language
                ))
        } catch {
            harvest.skip(file, error, key: ImportedPage.Key(slug: slug))
        }
    }
}
