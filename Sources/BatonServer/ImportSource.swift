import Foundation
package import Importing

/// What an import is to read, told by its name and, where that does not say it, by what is inside.
package enum ImportSource: Hashable, Sendable {
    /// The forms that a source can have.
    package enum Format: String, Sendable, CaseIterable {
        case markdown, html, sitemap, urls, csv, zendesk, intercom

        package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
    }

    /// A page or a sitemap on the web.
    case web(WebAddress)
    /// A file, or a folder of files.
    case files(path: String, Format)

    /// One file of an export; the texts of a large help centre have some tens of MiB.
    package static let fileBytesMax = 256 << 20

    package init(_ path: String, format: Format? = nil) throws {
        if path.hasPrefix("http://") || path.hasPrefix("https://") {
            guard let address = WebAddress(path) else {
                throw ArticleImportFailure(lines: ["\(path): this is no address of a web page: check it."])
            }
            self = .web(address)
        } else {
            self = .files(path: path, try format ?? Self.format(of: path))
        }
    }

    /// What tells its articles from those of other sources.
    package var origin: String {
        switch self {
        case .web(let address): "web:\(address.text)"
        case .files(let path, let format):
            "\(format.rawValue):\(URL(filePath: path).standardizedFileURL.lastPathComponent)"
        }
    }

    private static func format(of path: String) throws -> Format {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ArticleImportFailure(lines: ["\(path): there is no such file or folder: check the path."])
        }
        if !isFolder.boolValue { return try format(ofFile: path) }
        let names = try ImportFiles.names(in: path)
        let kinds = Set(names.map { URL(filePath: $0).pathExtension.lowercased() })
        if kinds.contains("md") { return .markdown }
        if !kinds.isDisjoint(with: ["html", "htm", "xhtml"]) { return .html }
        guard let first = names.first(where: { $0.lowercased().hasSuffix(".json") }) else { return .markdown }
        return try format(ofFile: path + "/" + first)
    }

    private static func format(ofFile path: String) throws -> Format {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "html", "htm", "xhtml": return .html
        case "csv", "tsv": return .csv
        case "txt", "urls": return .urls
        case "xml", "gz": return .sitemap
        case "json":
            let bytes = try ImportFiles.bytes(of: path)
            if ZendeskExport.isOne(bytes) { return .zendesk }
            if IntercomExport.isOne(bytes) { return .intercom }
            throw ArticleImportFailure(
                lines: ["\(path): this is neither an export of Zendesk Guide nor one of Intercom's articles."]
            )
        default: return .markdown
        }
    }
}
