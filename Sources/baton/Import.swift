import ArgumentParser
import BatonServer
import Knowledge
import Storage

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import Markdown articles into the library.",
        discussion: """
            PATH is a file or a folder of .md files with front matter (id and title; product_area, \
            language, audience). Either all are imported or none. Unchanged articles cost nothing; a \
            running server takes the change up within seconds.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "A Markdown file, or a folder of them.") var path: String

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            try DataFolder.create(settings.data)
            let store = try await Store.open(
                .file(settings.databasePath), options: StoreOptions(newEpoch: { "e-" + RandomID.next() }))
            let report: String
            do {
                let published = try await ArticleImport(library: store, clock: SystemClock()).run(path)
                report =
                    "\(published.added.count) added, \(published.changed.count) changed, "
                    + "\(published.unchanged.count) unchanged."
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            say(report)
        }
    }
}
