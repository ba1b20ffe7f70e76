import Foundation
package import Knowledge

/// Writes articles as files that import as the same articles.
package struct ArticleExport: Sendable {
    /// Files of the folder that are named where they belong to no article.
    static let othersMax = 20

    package struct Outcome: Hashable, Sendable {
        package var written = 0
        package var unchanged = 0
        /// Markdown files of the folder that belong to none of the articles.
        package var others: [String] = []
    }

    private let folder: URL

    package init(folder: String) { self.folder = URL(filePath: folder, directoryHint: .isDirectory) }

    package func write(_ articles: [Article]) throws -> Outcome {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        var outcome = Outcome()
        for article in articles {
            let place = folder.appending(path: "\(article.id).md")
            let bytes = Data(ArticleFile.text(of: article).utf8)
            if (try? Data(contentsOf: place)) == bytes {
                outcome.unchanged += 1
            } else {
                try bytes.write(to: place, options: .atomic)
                outcome.written += 1
            }
        }
        let known = Set(articles.map { "\($0.id).md" })
        let found = try files.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
        outcome.others = Array(found.filter { !known.contains($0) }.sorted().prefix(Self.othersMax))
        return outcome
    }
}
