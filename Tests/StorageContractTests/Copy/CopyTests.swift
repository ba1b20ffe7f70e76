import Conversations
import Foundation
import Knowledge
import Storage
import Synchronization
import Testing

/// A database moved from one of the two to the other, or to another of its kind.
@Suite struct CopyTests {
    private static let question = "Où est ma commande? \u{1F4E6} \"'\\"

    private func fill(_ location: StoreLocation) async throws {
        try await location.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1", Self.question)
            try await desk.requestPerson("request-1")
            try await desk.accept("accept-01")
            try await desk.reply("reply-01", "On its way.")
            try await desk.leaveContact("contact-1", "ada@example.com")
            try await desk.resolve("resolve-1")
            let other = try Desk(store, conversation: "Conversation-2", visitor: "visitor-2")
            try await other.send("message-2", "")
            _ = try await store.publish(
                [Article(id: try #require(ArticleID("cart")), title: "The cart", markdown: "Text.")],
                atMilliseconds: 7)
        }
    }

    @Test(arguments: Direction.all)
    func `what was copied is the same history, and goes on`(_ direction: Direction) async throws {
        try await direction.withLocations { source, target in
            try await fill(source)
            let copy = try await Copy.run(from: source, to: target, options: .testing)
            #expect(copy.rows > 20)
            let before = try await source.withStore { store in try await Desk(store).events() }
            try await target.withStore(epoch: "never") { store in
                #expect(store.epoch == "epoch-copy")
                #expect(try await store.verifyReadModels().isEmpty)
                let desk = try Desk(store)
                #expect(try await desk.events().map(\.event) == before.map(\.event))
                #expect(try await store.revisions().map(\.article.title) == ["The cart"])
                let last = try #require(before.last).event.seq
                // The same message again is the same receipt; a new one comes behind all others.
                #expect(try await desk.send("message-1", Self.question).seq == 2)
                try await desk.send("message-3")
                #expect(try await desk.events().last.map { $0.event.seq > last } == true)
            }
        }
    }

    @Test func `a copy of a copy in the other database is the first one again`() async throws {
        try await withFolder { folder in
            let (first, last) = (
                StoreLocation.file(folder.path("a.db")), StoreLocation.file(folder.path("b.db"))
            )
            try await Backend.postgres.withLocation { middle in
                try await fill(first)
                try Contents.fill(first)
                let out = try await Copy.run(from: first, to: middle, options: .testing)
                let back = try await Copy.run(from: middle, to: last, options: .testing)
                #expect(out.tables.map(\.name) == back.tables.map(\.name))
                let (was, came) = (try Contents.read(first), try Contents.read(last))
                #expect(was.keys == came.keys)
                for (table, rows) in was where table != "meta" { #expect(rows == came[table], "\(table)") }
                #expect(try Contents.tables(of: middle) == Set(was.keys))
                // Nothing was left out of the proof: each table that is kept had a row.
                #expect(was.filter { $0.value.isEmpty }.map(\.key).isEmpty)
            }
        }
    }

    @Test func `rows come over whole when they fill many pages`() async throws {
        try await Direction(from: .file, to: .postgres).withLocations { source, target in
            try await source.withStore { _ in }
            let sql = try source.connection()
            try sql.script("BEGIN")
            for number in 0..<2500 {
                // Upper and lower case, umlauts and lengths: pages break where the order of bytes says.
                let name = ["a", "B", "é", "Z"][number % 4] + "\(number % 7)-\(number)"
                try sql.execute(
                    "INSERT INTO setting_value VALUES (1, $1, $2, \(number), '')",
                    [.text(name), .text(String(repeating: "x", count: (number % 5) * 900))])
            }
            try sql.script("COMMIT")
            let copy = try await Copy.run(from: source, to: target, options: .testing)
            #expect(copy.tables.first { $0.name == "setting_value" }?.rows == 2500)
            #expect(try target.count("setting_value") == 2500)
        }
    }

    @Test(arguments: Backend.lasting)
    func `interrupted, it leaves nothing, and runs through the next time`(_ place: Backend) async throws {
        try await Direction(from: .file, to: place).withLocations { source, target in
            try await fill(source)
            let pages = Counter()
            var options = Copy.Options.testing
            options.isInterrupted = { pages.next() > 4 }
            await #expect(throws: CopyFailure.interrupted) {
                try await Copy.run(from: source, to: target, options: options)
            }
            if case .file(let path) = target {
                #expect(!FileManager.default.fileExists(atPath: path))
                #expect(!FileManager.default.fileExists(atPath: path + ".unfinished"))
            } else {
                #expect(try Contents.tables(of: target).isEmpty)
            }
            #expect(try await Copy.run(from: source, to: target, options: .testing).rows > 20)
        }
    }

    @Test func `progress ends with all rows, once copied and once checked`() async throws {
        try await Direction(from: .file, to: .file).withLocations { source, target in
            try await fill(source)
            let seen = Mutex<[Copy.Progress]>([])
            var options = Copy.Options.testing
            options.progress = { progress in seen.withLock { $0.append(progress) } }
            let copy = try await Copy.run(from: source, to: target, options: options)
            let steps = seen.withLock { $0 }
            #expect(steps.last { $0.step == .copying }?.rows == copy.rows)
            #expect(steps.last?.step == .checking && steps.last?.rows == copy.rows)
            #expect(steps.allSatisfy { $0.rowsTotal == copy.rows })
        }
    }
}
