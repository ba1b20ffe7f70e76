import Conversations
import Importing
import Knowledge
import Storage
import Synchronization
import Testing

/// An import never writes over what was edited by hand, and what it removes stays for what cited it.
@Suite struct PublicationTests {
    private func article(_ name: String, _ markdown: String) throws -> Article {
        Article(id: try #require(ArticleID(name)), title: "Title of \(name)", markdown: markdown)
    }

    private func edit(_ article: Article, in store: Store, at: Int64) async throws {
        let report = try await store.publish(Publication([article], source: .console), atMilliseconds: at)
        #expect(report.added + report.changed == [article.id])
    }

    @Test(arguments: Backend.allCases)
    func `an edit by hand is kept while the file stays, and a changed file is a conflict`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let file = try article("cart", "From the file.")
            let other = try article("other", "Other.")
            _ = try await store.publish([file, other], atMilliseconds: 1)
            let edited = try article("cart", "By hand.")
            try await edit(edited, in: store, at: 2)
            #expect(try await store.revision(file.id)?.source == .console)
            #expect(
                try await store.publish([file, other], atMilliseconds: 3)
                    == PublishReport(unchanged: [other.id], kept: [file.id]))

            let changed = try article("cart", "From the file, again.")
            let more = try article("other", "Other, changed.")
            let report = try await store.publish([changed, more], atMilliseconds: 4)
            #expect(report.changed == [other.id])
            #expect(report.conflicts.map(\.id) == [file.id])
            #expect(report.conflicts.first?.updatedAtMilliseconds == 2)
            #expect(report.conflicts.first?.lastImport?.atMilliseconds == 1)
            #expect(try await store.revision(file.id)?.article == edited)

            let taken = Publication([changed], overwriting: [file.id])
            #expect(try await store.publish(taken, atMilliseconds: 5) == PublishReport(changed: [file.id]))
            #expect(
                try await store.revision(file.id)
                    == Revision(article: changed, number: 3, updatedAtMilliseconds: 5))
            #expect(try await store.revision(file.id, number: 2)?.article == edited)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a file that took the edit over is in step again`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let file = try article("cart", "From the file.")
            _ = try await store.publish([file], atMilliseconds: 1)
            let merged = try article("cart", "Both.")
            try await edit(merged, in: store, at: 2)
            let version = try await store.version()
            #expect(
                try await store.publish([merged], atMilliseconds: 3) == PublishReport(unchanged: [file.id]))
            #expect(try await store.version() == version)
            let next = try article("cart", "The file goes on.")
            #expect(try await store.publish([next], atMilliseconds: 4) == PublishReport(changed: [file.id]))
        }
    }

    @Test(arguments: Backend.allCases)
    func `an article that was never imported is not overwritten either`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let byHand = try article("cart", "By hand.")
            try await edit(byHand, in: store, at: 1)
            let report = try await store.publish([try article("cart", "File.")], atMilliseconds: 2)
            #expect(report.conflicts.map(\.lastImport) == [nil])
            #expect(try await store.revision(byHand.id)?.article == byHand)
        }
    }

    @Test(arguments: Backend.allCases)
    func `an article remembers its page, and what it was imported from`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let id = try #require(ArticleID("plans"))
            let page = Article(
                id: id, title: "Plans", markdown: "Choose.", sourceURL: "https://shop.example/plans")
            _ = try await store.publish(Publication([page], origin: "web:shop"), atMilliseconds: 1)
            #expect(try await store.revision(id)?.article == page)
            let state = try #require(try await store.states().first)
            #expect(state.sourceURL == page.sourceURL && state.lastImport?.origin == "web:shop")
            #expect(PublicationPlan.absent(from: [], states: [state]).isEmpty)
            #expect(PublicationPlan.absent(from: [], states: [state], origin: "web:shop") == [state])

            // A file of the same text takes the article over, without a new revision.
            let report = try await store.publish(Publication([page]), atMilliseconds: 2)
            #expect(report == PublishReport(unchanged: [id]))
            #expect(try await store.states().first?.lastImport?.origin == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `visits are kept for each origin, and replaced whole`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let id = try #require(ArticleID("plans"))
            func visit(_ url: String, _ etag: String?) -> PageVisit {
                PageVisit(
                    url: url, article: id,
                    validators: PageVisit.Validators(
                        etag: etag, lastModified: "Thu, 01 Jan 2026 00:00:00 GMT"),
                    reader: 1 << 60)
            }
            let first = [visit("https://shop.example/a", "\"1\""), visit("https://shop.example/b", nil)]
            try await store.keep(first, origin: "one", atMilliseconds: 1)
            try await store.keep([visit("https://shop.example/a", nil)], origin: "two", atMilliseconds: 1)
            #expect(try await store.visits(origin: "one") == first)
            try await store.keep([visit("https://shop.example/b", "\"2\"")], origin: "one", atMilliseconds: 2)
            #expect(try await store.visits(origin: "one") == [visit("https://shop.example/b", "\"2\"")])
            #expect(try await store.visits(origin: "two").count == 1)
        }
    }

    @Test(arguments: Backend.allCases)
    func `what is removed is not read, keeps its revisions and comes back`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (one, two) = (try article("one", "One."), try article("two", "Two."))
            _ = try await store.publish([one, two], atMilliseconds: 1)
            let removal = Publication([one], removing: [two.id])
            #expect(
                try await store.publish(removal, atMilliseconds: 2)
                    == PublishReport(unchanged: [one.id], removed: [two.id]))
            #expect(try await store.version() == 2)
            #expect(try await store.revisions().map(\.article) == [one])
            #expect(try await store.revision(two.id) == nil)
            #expect(try await store.revision(two.id, number: 1)?.article == two)
            #expect(try await store.states().map(\.removedAtMilliseconds) == [nil, 2])
            #expect(try await store.publish(removal, atMilliseconds: 3).removed == [])

            #expect(
                try await store.publish([two], atMilliseconds: 4) == PublishReport(added: [two.id]))
            #expect(try await store.version() == 3)
            #expect(try await store.revision(two.id)?.number == 1)
            _ = try await store.publish(removal, atMilliseconds: 5)
            let other = try article("two", "Two, anew.")
            #expect(try await store.publish([other], atMilliseconds: 6).added == [two.id])
            #expect(try await store.revision(two.id)?.number == 2)
        }
    }

    @Test(arguments: Backend.allCases)
    func `nothing that was edited by hand is removed`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (made, edited) = (try article("made", "By hand."), try article("edited", "File."))
            _ = try await store.publish([edited], atMilliseconds: 1)
            try await edit(try article("edited", "By hand."), in: store, at: 2)
            try await edit(made, in: store, at: 3)
            let removal = Publication([], removing: [made.id, edited.id])
            #expect(try await store.publish(removal, atMilliseconds: 4) == PublishReport())
            #expect(try await store.revisions().count == 2)
        }
    }

    @Test(arguments: Backend.allCases)
    func `unchanged articles cost no revision, no version and no step`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let articles = try (1...50).map { try article("article-\($0)", "Text \($0).") }
            let steps = Mutex(0)
            for (at, expected) in [(Int64(1), 50), (2, 50)] {
                _ = try await store.publish(Publication(articles), atMilliseconds: at) { count in
                    steps.withLock { $0 = max($0, count) }
                }
                #expect(steps.withLock { $0 } == expected)
                #expect(try await store.version() == 1)
                #expect(try await store.revisions().allSatisfy { $0.number == 1 })
            }
        }
    }
}
