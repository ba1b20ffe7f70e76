import BatonServer
import Conversations
import Foundation
import Knowledge
import Storage
import Synchronization
import Testing

/// The import as the command line runs it, over real files and a real store.
@Suite struct ArticleImportTests {
    private struct FixedClock: WallClock {
        let milliseconds: Int64

        func now() -> Timestamp { Timestamp(milliseconds: milliseconds) }
        func sleep(milliseconds: Int) async throws {}
    }

    /// A folder of articles and the library that they go into.
    private struct Desk {
        let folder: URL
        let store: Store

        var path: String { folder.path }

        func write(_ id: String, _ text: String) throws {
            try "---\nid: \(id)\ntitle: Title of \(id)\n---\n\n\(text)\n".write(
                to: file(id), atomically: true, encoding: .utf8)
        }

        func file(_ id: String) -> URL { folder.appending(path: "\(id).md") }

        func run(
            _ options: ArticleImport.Options = ArticleImport.Options(),
            confirm: @Sendable ([ArticleState]) async throws -> Bool = { _ in false }
        ) async throws -> ArticleImportOutcome {
            let clock = FixedClock(milliseconds: 1_700_000_000_000)
            return try await ArticleImport(library: store, clock: clock).run(
                path, options: options, confirm: confirm)
        }

        func edit(_ id: String, _ text: String, at milliseconds: Int64) async throws {
            let id = try #require(ArticleID(id))
            let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).md")
            try "---\nid: \(id)\ntitle: Title of \(id)\n---\n\n\(text)\n".write(
                to: file, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(at: file) }
            let editing = ArticleEdit(library: store, clock: FixedClock(milliseconds: milliseconds))
            _ = try await editing.publish(id, file: file.path)
        }
    }

    private let pruning = ArticleImport.Options(prunes: true)

    private func withDesk(_ body: (Desk) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "baton-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        do {
            try await body(Desk(folder: folder, store: store))
        } catch {
            await store.close()
            try FileManager.default.removeItem(at: folder)
            throw error
        }
        await store.close()
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a conflict names both times and what to do, and the others are imported`() async throws {
        try await withDesk { desk in
            try desk.write("cart", "From the file.")
            try desk.write("other", "Other.")
            #expect(try await desk.run().lines == ["2 added, 0 changed, 0 unchanged."])
            try await desk.edit("cart", "By hand.", at: 1_700_000_060_000)
            let kept = try await desk.run()
            #expect(kept.lines == ["0 added, 0 changed, 1 unchanged, 1 kept as edited by hand."])
            #expect(kept.conflictLines.isEmpty)

            try desk.write("cart", "From the file, changed.")
            try desk.write("other", "Other, changed.")
            let outcome = try await desk.run()
            #expect(outcome.lines == ["0 added, 1 changed, 0 unchanged, 1 in conflict."])
            let line = try #require(outcome.conflictLines.first)
            #expect(line.hasPrefix("\(desk.file("cart").path):2: conflict: "))
            #expect(line.contains("edited by hand 2023-11-14 22:14:20 UTC"))
            #expect(line.contains("imported last 2023-11-14 22:13:20 UTC"))
            #expect(line.contains("baton article show cart"))

            let cart = try #require(ArticleID("cart"))
            let taken = try await desk.run(ArticleImport.Options(overwriting: [cart]))
            #expect(taken.lines == ["0 added, 1 changed, 1 unchanged."])
        }
    }

    @Test func `pruning asks with the list and changes nothing without a yes`() async throws {
        try await withDesk { desk in
            for id in ["one", "two", "three"] { try desk.write(id, "Text.") }
            _ = try await desk.run()
            try await desk.edit("made-by-hand", "By hand.", at: 1)
            try FileManager.default.removeItem(at: desk.file("one"))
            #expect(
                try await desk.run().lines == [
                    "0 added, 0 changed, 2 unchanged.",
                    "The article one is in the library and not in the folder; --prune removes it.",
                ])
            try desk.write("two", "Changed.")
            let version = try await desk.store.version()
            let asked = Mutex<[String]>([])
            await #expect(throws: ArticleImportFailure.self) {
                try await desk.run(pruning) { removals in
                    asked.withLock { $0 = removals.map(\.id.value) }
                    return false
                }
            }
            #expect(asked.withLock { $0 } == ["one"])
            #expect(try await desk.store.version() == version)
            let outcome = try await desk.run(pruning) { _ in true }
            #expect(outcome.lines == ["0 added, 1 changed, 1 unchanged, 1 removed."])
            #expect(
                try await desk.store.revisions().map(\.article.id.value) == ["made-by-hand", "three", "two"])
        }
    }

    @Test func `pruning is refused for one file and for a folder with mistakes`() async throws {
        try await withDesk { desk in
            for id in ["one", "two"] { try desk.write(id, "Text.") }
            _ = try await desk.run()
            await #expect(throws: ArticleImportFailure.self) {
                try await ArticleImport(library: desk.store, clock: FixedClock(milliseconds: 1)).run(
                    desk.file("one").path, options: pruning, confirm: { _ in true })
            }
            try FileManager.default.removeItem(at: desk.file("one"))
            try desk.write("bad id", "Text.")
            await #expect(throws: ArticleImportFailure.self) {
                try await desk.run(pruning) { _ in true }
            }
            #expect(try await desk.store.revisions().count == 2)
        }
    }

    @Test func `a dry run says what would happen and changes nothing`() async throws {
        try await withDesk { desk in
            for id in ["one", "two"] { try desk.write(id, "Text.") }
            _ = try await desk.run()
            try desk.write("two", "Changed.")
            try desk.write("three", "New.")
            try FileManager.default.removeItem(at: desk.file("one"))
            let version = try await desk.store.version()
            let outcome = try await desk.run(ArticleImport.Options(prunes: true, isDryRun: true))
            #expect(
                outcome.lines == [
                    "would add three", "would change two", "would remove one",
                    "Nothing was changed. It would be: 1 added, 1 changed, 0 unchanged, 1 removed.",
                ])
            #expect(try await desk.store.version() == version)
            #expect(try await desk.store.states().map(\.id.value) == ["one", "two"])
        }
    }

    @Test func `all mistakes of all files are named, up to a bound`() async throws {
        try await withDesk { desk in
            try Data([0xff, 0xfe]).write(to: desk.file("0-binary"))
            for number in 0..<ArticleImportOutcome.linesMax { try desk.write("Bad \(number)", "Text.") }
            let failure = await #expect(throws: ArticleImportFailure.self) { try await desk.run() }
            #expect(failure?.lines.count == ArticleImportOutcome.linesMax + 1)
            #expect(failure?.lines.first?.contains("not UTF-8") == true)
            #expect(failure?.lines.last?.contains("Bad") == true)
            #expect(failure?.lines.last?.contains(".md:2: ") == true)
            #expect(failure?.description.contains("... and 1 more.\nNothing was imported") == true)
        }
    }

    @Test func `the file of an edit must be that article, and a removed one is shown by number`() async throws
    {
        try await withDesk { desk in
            try desk.write("one", "Text.")
            try desk.write("two", "Two.")
            _ = try await desk.run()
            let editing = ArticleEdit(library: desk.store, clock: FixedClock(milliseconds: 1))
            let (one, two) = (try #require(ArticleID("one")), try #require(ArticleID("two")))
            await #expect(throws: ArticleImportFailure.self) {
                try await editing.publish(two, file: desk.file("one").path)
            }
            let text = try await editing.text(of: one)
            #expect(text.hasSuffix("\n---\n\nText.\n"))
            try FileManager.default.removeItem(at: desk.file("one"))
            _ = try await desk.run(pruning) { _ in true }
            let missing = await #expect(throws: ArticleMissing.self) { try await editing.text(of: one) }
            #expect(missing?.description.contains("--revision 1") == true)
            #expect(try await editing.text(of: one, revision: 1) == text)
        }
    }

    @Test func `a short import shows nothing, a long one a line that is drawn again`() {
        var terminal = ArticleImportProgress(isTerminal: true, startedAtMilliseconds: 0)
        #expect(terminal.advance(.checking, 1, of: 4, atMilliseconds: 999) == nil)
        #expect(
            terminal.advance(.checking, 2, of: 4, atMilliseconds: 1000)
                == "\rChecking files [############------------] 2 of 4")
        #expect(terminal.advance(.checking, 3, of: 4, atMilliseconds: 1099) == nil)
        let drawn = terminal.advance(.storing, 1, of: 1, atMilliseconds: 1100)
        #expect(drawn == "\rStoring changes [########################] 1 of 1")
        #expect(terminal.finish() == "\r" + String(repeating: " ", count: 49) + "\r")
        var short = ArticleImportProgress(isTerminal: true, startedAtMilliseconds: 0)
        #expect(short.finish() == nil)

        var plain = ArticleImportProgress(isTerminal: false, startedAtMilliseconds: 0)
        let lines = (0...60).compactMap {
            plain.advance(.checking, $0, of: 60, atMilliseconds: Int64($0) * 100)
        }
        #expect(
            lines == [
                "Checking files: 10 of 60\n", "Checking files: 30 of 60\n", "Checking files: 50 of 60\n",
            ])
        #expect(plain.finish() == nil)
    }
}
