import BatonServer
import Foundation
import Knowledge
import Retrieval
import Testing

/// The handbook says what is true of the program.
struct HandbookTests {
    private let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("KnowledgeBase")

    @Test func `every setting stands in the handbook with its default`() throws {
        let text = try String(contentsOf: folder.appendingPathComponent("settings.md"), encoding: .utf8)
        for setting in Setting.table {
            let paragraph = text.split(separator: "\n\n").first { $0.contains("`\(setting.key)`") }
            let found = try #require(paragraph, "\(setting.key) is not in settings.md")
            #expect(
                setting.standard.isEmpty || text.contains(setting.standard),
                "\(setting.key): the default \(setting.standard) is not in \(found.prefix(80))")
        }
    }

    /// What a newcomer asks first is answered from the place that is meant for it.
    @Test(arguments: [
        ("How do I install Baton?", "install", "How to install Baton"),
        ("How do I put the chat on my page?", "embed-widget", "script tag"),
        ("How do I embed the widget?", "embed-widget", "script tag"),
        ("How do I add an agent?", "people", "Invite a new agent"),
        ("How do I back up Baton?", "data-and-backup", "Back up Baton"),
        ("How do I import articles?", "import-articles", "Import a folder"),
        ("How do I change the port?", "settings", "port"),
        ("Why was my question handed over?", "how-answers-are-made", "handed over"),
    ])
    func `the first questions are answered where they should be`(
        _ question: String, _ article: String, _ heading: String
    ) throws {
        let revisions = try articles().map { Revision(article: $0, number: 1, updatedAtMilliseconds: 0) }
        let findings = Snapshot(revisions).search(Query(text: question), limit: 8)
        guard case .sufficient = Sufficiency.of(findings).sufficiency else {
            Issue.record("it would be handed over")
            return
        }
        #expect(findings.hits.first?.passage.article.value == article)
        #expect(findings.hits.first?.passage.heading?.contains(heading) == true)
    }

    @Test(arguments: [
        "Can I pay by card?", "What is Baton?", "How much does it cost?", "Is there an Android app?",
    ])
    func `what the handbook does not say is handed over`(_ question: String) throws {
        let revisions = try articles().map { Revision(article: $0, number: 1, updatedAtMilliseconds: 0) }
        let findings = Snapshot(revisions).search(Query(text: question), limit: 8)
        if case .sufficient = Sufficiency.of(findings).sufficiency {
            Issue.record("answered from \(findings.hits.first?.passage.heading ?? "")")
        }
    }

    @Test func `the handbook has its twelve articles and each can be read`() throws {
        #expect(try articles().count >= 12)
    }

    private func articles() throws -> [Article] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".md")
        }
        let files = try names.map { name in
            (
                file: name,
                text: try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            )
        }
        let (articles, errors) = ArticleFile.parseAll(files)
        #expect(errors.isEmpty)
        return articles
    }
}
