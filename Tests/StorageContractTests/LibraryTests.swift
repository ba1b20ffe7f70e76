import Conversations
import Knowledge
import Storage
import Testing

@Suite struct LibraryTests {
    private func article(_ name: String, _ markdown: String = "Text.") throws -> Article {
        Article(
            id: try #require(ArticleID(name)), title: "Title of \(name)", productArea: "cart", language: "de",
            audience: .customers, markdown: markdown, translationOf: ArticleID("original"),
            phrasings: ["Where's \(name)?", "Wie \"geht\" das / 🙂"])
    }

    @Test(arguments: Backend.allCases)
    func `an article is read back whole`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = try article("returns", "# Rückgabe\n\n- „30 Tage“ 🙂\n")
            let plain = Article(id: try #require(ArticleID("about")), title: "About", markdown: "Hello")
            let report = try await store.publish([first, plain], atMilliseconds: 7)
            #expect(report == PublishReport(added: [first.id, plain.id]))
            #expect(
                try await store.revision(first.id)
                    == Revision(article: first, number: 1, updatedAtMilliseconds: 7))
            #expect(try await store.revisions().map(\.article) == [plain, first])
            #expect(try await store.revision(try #require(ArticleID("missing"))) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `what did not change costs nothing and what did gets the next number`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            #expect(try await store.version() == 0)
            let one = try article("one")
            let two = try article("two")
            _ = try await store.publish([one, two], atMilliseconds: 1)
            #expect(try await store.version() == 1)
            #expect(
                try await store.publish([one, two], atMilliseconds: 2)
                    == PublishReport(unchanged: [one.id, two.id]))
            #expect(try await store.publish([], atMilliseconds: 2) == PublishReport())
            #expect(try await store.version() == 1)

            let changed = try article("two", "Other text.")
            #expect(
                try await store.publish([one, changed], atMilliseconds: 3)
                    == PublishReport(changed: [two.id], unchanged: [one.id]))
            #expect(try await store.version() == 2)
            #expect(
                try await store.revision(two.id)
                    == Revision(article: changed, number: 2, updatedAtMilliseconds: 3))
            #expect(try await store.revision(one.id)?.number == 1)

            _ = try await store.publish([two], atMilliseconds: 4)
            #expect(try await store.revision(two.id)?.number == 3)
        }
    }

    @Test func `a publication that fails leaves nothing of it`() async throws {
        try await Backend.memory.withStore { store in
            let big = String(repeating: "0123456789abcdef", count: 25_000)
            try await store.limit(pagesMax: 60)
            await #expect(throws: JournalError.unavailable(.diskFull)) {
                try await store.publish([try article("one"), try article("two", big)], atMilliseconds: 1)
            }
            #expect(try await store.revisions().isEmpty)
            #expect(try await store.version() == 0)
        }
    }
}
