import BatonServer
import BatonTesting
import Foundation
import Importing
import Knowledge
import Storage
import Testing

/// Imports from what is not Markdown, over real files, a real server and a real store.
@Suite(.timeLimit(.minutes(1)))
struct SourceImportTests {
    private struct Desk {
        let folder: URL
        let store: Store

        func write(_ name: String, _ text: String) throws {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }

        func run(
            _ path: String, format: ImportSource.Format? = nil, isPruning: Bool = false,
            isDryRun: Bool = false,
            allowsPrivate: Bool = true
        ) async throws -> ArticleImportOutcome {
            let sources = SourceImport(library: store, ledger: store, clock: SystemClock())
            return try await sources.run(
                try ImportSource(path, format: format),
                wishes: SourceImport.Wishes(
                    crawl: Crawl.Wishes(pagesPerSecond: 1_000), allowsPrivate: allowsPrivate),
                options: ArticleImport.Options(prunes: isPruning, isDryRun: isDryRun)
            ) { _ in true }
        }
    }

    private func withDesk(_ body: (Desk) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "baton-sources-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        do {
            try await body(Desk(folder: folder, store: store))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private static let text = String(
        repeating: "Open the settings and choose the plan that fits you. ", count: 4)

    @Test func `a folder of HTML is imported, found unchanged, changed and pruned`() async throws {
        try await withDesk { desk in
            let folder = desk.folder.path
            try desk.write("guide/plans.html", "<h1>Plans</h1><p>\(Self.text)")
            try desk.write(
                "guide/index.html",
                "<link rel=canonical href='https://shop.example/guide'><h1>Guide</h1><p>Start. \(Self.text)")
            try desk.write("frame.html", "<h1>Loading</h1>")
            let first = try await desk.run(folder)
            #expect(first.lines == ["2 added, 0 changed, 0 unchanged.", "1 skipped: 1 too short."])
            #expect(first.skippedLines.first?.hasPrefix("\(folder)/frame.html: only 7 letters") == true)
            let guide = try await desk.store.revision(try #require(ArticleID("guide")))
            #expect(guide?.article.sourceURL == "https://shop.example/guide")
            #expect(try await desk.run(folder).lines[0] == "0 added, 0 changed, 2 unchanged.")

            try desk.write("guide/plans.html", "<h1>Plans</h1><p>New. \(Self.text)")
            try FileManager.default.removeItem(at: desk.folder.appending(path: "guide/index.html"))
            let trial = try await desk.run(folder, isPruning: true, isDryRun: true)
            #expect(trial.lines.prefix(2) == ["would change guide-plans", "would remove guide"])
            let pruned = try await desk.run(folder, isPruning: true)
            #expect(pruned.lines[0] == "0 added, 1 changed, 0 unchanged, 1 removed.")
        }
    }

    @Test func `one source does not prune what came from another`() async throws {
        try await withDesk { desk in
            try desk.write("one.csv", "question,answer\nWhat is it?,A thing.\n")
            try desk.write("two.csv", "question,answer\nWhere is it?,Here.\n")
            _ = try await desk.run(desk.folder.path + "/one.csv")
            let second = try await desk.run(desk.folder.path + "/two.csv", isPruning: true)
            #expect(second.lines == ["1 added, 0 changed, 0 unchanged."])
            #expect(try await desk.store.revisions().count == 2)
        }
    }

    @Test func `an edit by hand wins over its page`() async throws {
        try await withDesk { desk in
            let file = desk.folder.path + "/faq.csv"
            try desk.write("faq.csv", "question,answer\nWhat is it?,A thing.\n")
            _ = try await desk.run(file)
            let id = try #require(ArticleID("what-is-it"))
            let edited = Article(id: id, title: "What is it?", markdown: "By hand.\n")
            _ = try await desk.store.publish(Publication([edited], source: .console), atMilliseconds: 5)
            try desk.write("faq.csv", "question,answer\nWhat is it?,Another thing.\n")
            let outcome = try await desk.run(file)
            #expect(outcome.report.conflicts.map(\.id) == [id])
            #expect(outcome.conflictLines.first?.contains("--overwrite what-is-it") == true)
            #expect(try await desk.store.revision(id)?.article == edited)
        }
    }

    @Test func `a page is asked for again only as far as it has changed`() async throws {
        let page = "<h1>Plans</h1><p>\(Self.text)"
        func answer(_ status: Int, _ body: String, _ lines: [String] = []) -> [Script.Step] {
            let head = ["Content-Type: text/html", "Content-Length: \(body.utf8.count)"]
            return [.head(status: status, lines: head + lines), .text(body, pieceBytes: nil)]
        }
        let script = Script([
            answer(404, ""), answer(200, page, ["ETag: \"1\""]),
            answer(404, ""), [.head(status: 304, lines: ["ETag: \"1\""])],
            answer(404, ""), answer(200, page + "<p>More.", ["ETag: \"2\""]),
        ])
        let endpoint = try ScriptedEndpoint(script)
        defer { endpoint.stop() }
        try await withDesk { desk in
            try desk.write("list.txt", "http://127.0.0.1:\(endpoint.port)/plans\n")
            let list = desk.folder.path + "/list.txt"
            #expect(try await desk.run(list).lines == ["1 added, 0 changed, 0 unchanged."])
            #expect(try await desk.run(list).lines == ["0 added, 0 changed, 1 unchanged."])
            #expect(endpoint.requests[3].headers["if-none-match"] == "\"1\"")
            #expect(try await desk.run(list, isPruning: true).lines == ["0 added, 1 changed, 0 unchanged."])
            let article = try await desk.store.revision(try #require(ArticleID("plans")))?.article
            #expect(article?.sourceURL == "http://127.0.0.1:\(endpoint.port)/plans")
        }
    }

    @Test func `an address of this machine is refused until it is allowed`() async throws {
        let endpoint = try ScriptedEndpoint(Script([.answer(200, "secret")]))
        defer { endpoint.stop() }
        try await withDesk { desk in
            try desk.write(
                "list.txt", "http://127.0.0.1:\(endpoint.port)/a\nhttp://localhost:\(endpoint.port)/b\n")
            let outcome = try await desk.run(desk.folder.path + "/list.txt", allowsPrivate: false)
            #expect(outcome.lines.last == "2 skipped: 2 private address.")
            #expect(endpoint.connections == 0)
        }
    }

    @Test func `what a source is shows in its name or inside`() async throws {
        try await withDesk { desk in
            try desk.write("a.json", "{\"articles\": []}")
            try desk.write("b.json", "{\"data\": []}")
            try desk.write("c.json", "[1]")
            try desk.write("site/a.html", "<p>")
            let folder = desk.folder.path
            #expect(try ImportSource("\(folder)/a.json") == .files(path: "\(folder)/a.json", .zendesk))
            #expect(try ImportSource("\(folder)/b.json") == .files(path: "\(folder)/b.json", .intercom))
            #expect(throws: ArticleImportFailure.self) { try ImportSource("\(folder)/c.json") }
            #expect(try ImportSource("\(folder)/site").origin == "html:site")
            #expect(throws: ArticleImportFailure.self) { try ImportSource("https://user:pass@shop.example/") }
            #expect(throws: ArticleImportFailure.self) { try ImportSource("\(folder)/nothing") }
        }
    }
}
