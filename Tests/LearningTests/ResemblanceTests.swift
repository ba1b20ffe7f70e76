import Knowledge
import Learning
import Retrieval
import Testing

/// Published passages that a draft contradicts or repeats.
@Suite struct ResemblanceTests {
    private static let published = [
        (
            "refunds", "Refunds",
            "Refunds take 14 days after the parcel has arrived. They go to the same card."
        ),
        ("exports", "Exports", "Exports hold closed conversations. They cannot be made by agents."),
        ("hours", "Opening hours", "The desk is open from Monday to Friday. Calls cost nothing."),
        ("limits", "Limits", "A file has at most 20 MB. Ten files can be sent at once."),
    ]

    private static func found(_ text: String) throws -> [Resemblance] {
        let revisions = try published.map { id, title, text in
            Revision(
                article: Article(id: try #require(ArticleID(id)), title: title, markdown: text), number: 1,
                updatedAtMilliseconds: 0)
        }
        let snapshot = Snapshot(revisions)
        let draft = Revision(
            article: Article(id: try #require(ArticleID("draft")), title: "Draft", markdown: text),
            number: 1, updatedAtMilliseconds: 0)
        let analyzer = Analyzer(language: "en")
        return Resemblance.listed(
            Passages.cut(draft).flatMap { passage in
                let findings = snapshot.search(Query(text: passage.text), limit: Resemblance.hitsMax)
                return Resemblance.of(passage, among: findings.hits, analyzer: analyzer)
            })
    }

    @Test(arguments: [
        ("Refunds take 7 days after the parcel has arrived.", "refunds"),
        ("Exports can be made by agents, and hold closed conversations.", "exports"),
        ("You can send a file. A file has at most 50 MB.", "limits"),
    ])
    func `another number or a missing not may contradict`(_ text: String, _ article: String) throws {
        let found = try Self.found(text)
        #expect(found.first?.kind == .contradiction && found.first?.article == article)
        #expect(found.first?.sentence.map(text.contains) == true)
    }

    @Test(arguments: [
        "Refunds take 14 days after the parcel has arrived.", "A file has at most 20 MB.",
        "The office is closed on Saturday.", "A password has 12 characters.",
    ])
    func `what says the same, or speaks of something else, contradicts nothing`(_ text: String) throws {
        #expect(try Self.found(text).allSatisfy { $0.kind != .contradiction })
    }

    @Test func `a passage that is there already is named`() throws {
        let found = try Self.found("Refunds take 14 days after the parcel has arrived, to the same card.")
        #expect(found.map(\.article) == ["refunds"] && found.first?.kind == .duplicate)
        #expect(try Self.found("Our harbour has a lighthouse with a red roof.").isEmpty)
    }
}
