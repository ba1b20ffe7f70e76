import Foundation
import Knowledge
import Storage
import Testing

/// What readers say of an article is kept like everything that happened.
@Suite struct ArticleFeedbackTests {
    private func publish(_ store: Store, text: String = "Text.") async throws {
        let id = try #require(ArticleID("install"))
        let article = Article(id: id, title: "Install", markdown: text)
        _ = try await store.publish([article], atMilliseconds: 1)
    }

    private func answer(
        _ visit: String, _ hasHelped: Bool, revision: Int = 1, article: String = "install"
    ) throws -> HelpedByArticle {
        let id = try #require(ArticleID(article))
        return try #require(
            HelpedByArticle(article: id, revision: revision, hasHelped: hasHelped, visit: visit))
    }

    @Test(arguments: Backend.allCases)
    func `a visit counts once a revision, and its last answer counts`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let install = try #require(ArticleID("install"))
            try await publish(store)
            #expect(try await store.tally(of: install) == [])
            for (visit, hasHelped) in [
                ("visit-0001", true), ("visit-0001", true), ("visit-0002", false), ("visit-0003", true),
                ("visit-0003", false),
            ] {
                #expect(try await store.note(answer(visit, hasHelped), atMilliseconds: 2))
            }
            #expect(try await store.tally(of: install) == [HelpedTally(revision: 1, helped: 1, notHelped: 2)])
            try await publish(store, text: "Changed.")
            #expect(try await store.note(answer("visit-0001", false, revision: 2), atMilliseconds: 3))
            #expect(
                try await store.tally(of: install) == [
                    HelpedTally(revision: 2, helped: 0, notHelped: 1),
                    HelpedTally(revision: 1, helped: 1, notHelped: 2),
                ])
        }
    }

    @Test(arguments: Backend.allCases)
    func `an article or a revision that never was takes no answer`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await publish(store)
            #expect(try await !store.note(answer("visit-0001", true, revision: 2), atMilliseconds: 1))
            #expect(try await !store.note(answer("visit-0001", true, article: "other"), atMilliseconds: 1))
            let other = try #require(ArticleID("other"))
            #expect(try await store.tally(of: other) == [])
        }
    }

    @Test func `each change of mind is an event with its seq, and a rebuild leaves them as they are`()
        async throws
    {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            try await publish(store)
            for hasHelped in [true, true, false] {
                _ = try await store.note(answer("visit-0001", hasHelped), atMilliseconds: 5)
            }
            let install = try #require(ArticleID("install"))
            let before = try await store.tally(of: install)
            try await store.rebuildReadModels()
            #expect(try await store.tally(of: install) == before)
            #expect(try await store.verifyReadModels() == [])
            await store.close()
            let again = try await Store.open(.file(folder.database), options: .testing())
            #expect(try await again.tally(of: install) == before)
            await again.close()
            let rows = try folder.connection().query(
                "SELECT seq, type, readership, body FROM event WHERE stream = 'article:install' ORDER BY seq",
                []
            ) { ($0[0], $0[1], $0[2], $0[3]) }
            #expect(rows.map(\.0) == [.int(1), .int(2)])
            #expect(rows.allSatisfy { $0.1 == .text("helped_by_article") && $0.2 == .int(1) })
        }
    }

    @Test func `the example in the handbook of events is read and written back as it is`() throws {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        let document = file.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/events.md")
        let text = try String(contentsOf: document, encoding: .utf8)
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| `helped_by_article`") })
        let json = try #require(row.firstMatch(of: /\{.*\}/)).output
        let event = try #require(ArticleEvent(type: "helped_by_article", version: 1, json: String(json)))
        #expect(try event.json == json)
        #expect(ArticleEvent(type: "helped_by_article", version: 2, json: String(json)) == nil)
    }

    @Test(arguments: ["", "short", "has space 1", "<script>1", String(repeating: "x", count: 65)])
    func `a visit outside of its alphabet or length is none`(_ visit: String) throws {
        let install = try #require(ArticleID("install"))
        #expect(HelpedByArticle(article: install, revision: 1, hasHelped: true, visit: visit) == nil)
    }
}
