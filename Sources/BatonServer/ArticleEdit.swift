package import Conversations
package import Knowledge

/// An editor's work on one article at a time: its text as a file, and a file as its new text.
package struct ArticleEdit: Sendable {
    private let library: any Library
    private let clock: any WallClock

    package init(library: any Library, clock: any WallClock) {
        self.library = library
        self.clock = clock
    }

    /// The current text, or that of an older revision, as a file with front matter.
    package func text(of id: ArticleID, revision number: Int? = nil) async throws -> String {
        let revision =
            if let number {
                try await library.revision(id, number: number)
            } else {
                try await library.revision(id)
            }
        guard let revision else { throw try await missing(id, number) }
        return ArticleFile.text(of: revision.article)
    }

    /// Publishes a file as an edit by hand, which imports leave alone from then on.
    package func publish(_ id: ArticleID, file: String) async throws -> PublishReport {
        let folder = try ArticleImportFolder(file)
        guard !folder.isFolder else {
            throw ArticleImportFailure(lines: ["\(file): this is a folder: name the file of one article."])
        }
        let batch = try folder.read()
        for (found, place) in batch.places where found != id {
            throw ArticleImportFailure(
                lines: ["\(file):\(place.line ?? 1): this is the article `\(found)`, not `\(id)`."])
        }
        return try await library.publish(
            Publication(batch.articles, source: .console), atMilliseconds: clock.now().milliseconds)
    }

    private func missing(_ id: ArticleID, _ number: Int?) async throws -> ArticleMissing {
        let state = try await library.states().first { $0.id == id }
        guard let state else { return ArticleMissing(advice: "There is no article \(id).") }
        guard state.isRemoved, number == nil else {
            return ArticleMissing(advice: "The last revision of \(id) is number \(state.revision).")
        }
        return ArticleMissing(
            advice: """
                The article \(id) was removed; --revision \(state.revision) shows its last text, and \
                importing its file brings it back.
                """)
    }
}

/// Why an article cannot be shown, and what can.
package struct ArticleMissing: Error, Hashable, Sendable, CustomStringConvertible {
    let advice: String

    package var description: String { advice }
}
