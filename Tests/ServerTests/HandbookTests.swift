import BatonServer
import Embedding
import Foundation
import Knowledge
import Retrieval
import Testing

/// The handbook says what is true of the program.
struct HandbookTests {
    private let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("KnowledgeBase")

    @Test func `the page of settings is what the table of settings says`() throws {
        let text = try String(contentsOf: folder.appendingPathComponent("settings.md"), encoding: .utf8)
        #expect(
            text == SettingsArticle.markdown(),
            "run: .build/debug/baton settings --markdown > KnowledgeBase/settings.md")
    }

    @Test func `every setting stands on its page once, with its variable, its flag and its default`() {
        let rows = SettingsArticle.markdown().split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count == Setting.table.count)
        for setting in Setting.table {
            let row = rows.first { $0.hasPrefix("| `\(setting.key)` |") } ?? ""
            #expect(row.contains("`\(setting.variable)` `\(setting.flag)`"), "\(setting.key)")
            let standard = setting.standard.isEmpty ? "Standard: empty." : setting.standard
            #expect(row.contains(standard), "\(setting.key)")
        }
    }

    /// What a newcomer asks first, and the place that is meant for it.
    private static let answered = [
        ("How do I install Baton?", "install", "How to install Baton"),
        ("How do I put the chat on my page?", "embed-widget", "script tag"),
        ("How do I embed the widget?", "embed-widget", "script tag"),
        ("How do I add an agent?", "people", "Invite a new agent"),
        ("How do I back up Baton?", "data-and-backup", "Back up Baton"),
        ("How do I import articles?", "import-articles", "Import a folder"),
        ("How do I change the port?", "settings", "port"),
        ("Why was my question handed over?", "how-answers-are-made", "handed over"),
    ]
    private static let unknown = [
        "Can I pay by card?", "What is Baton?", "How much does it cost?", "Is there an Android app?",
    ]
    private static let weights = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Models/all-minilm-l6-v2.baton").path
    private static var hasWeights: Bool { FileManager.default.fileExists(atPath: weights) }

    @Test func `by words the first questions are answered where they should be, and no others`() async throws
    {
        try await check(embedder: nil)
    }

    @Test(.enabled(if: hasWeights, "there is no embedding model: script/weights fetches it"))
    func `with vectors the first questions are answered where they should be, and no others`() async throws {
        let model = try MiniLM.load(Self.weights)
        defer { model.close() }
        try await check(embedder: model)
    }

    private func check(embedder: (any Embedder)?) async throws {
        let revisions = try articles().map { Revision(article: $0, number: 1, updatedAtMilliseconds: 0) }
        let index = try await EphemeralIndex.make(revisions, embedder: embedder)
        for (question, article, heading) in Self.answered {
            let findings = await index.search(Query(text: question), limit: 8).findings
            #expect((findings.dense == nil) == (embedder == nil))
            guard case .sufficient = Sufficiency.of(findings).sufficiency else {
                Issue.record("\(question) would be handed over")
                continue
            }
            #expect(findings.hits.first?.passage.article.value == article, "\(question)")
            #expect(findings.hits.first?.passage.heading?.contains(heading) == true, "\(question)")
        }
        for question in Self.unknown {
            let findings = await index.search(Query(text: question), limit: 8).findings
            if case .sufficient = Sufficiency.of(findings).sufficiency {
                Issue.record("\(question) answered from \(findings.hits.first?.passage.heading ?? "")")
            }
        }
    }

    @Test func `the handbook has more than twenty articles and each can be read`() throws {
        #expect(try articles().count > 20)
    }

    @Test func `links between articles lead to articles`() throws {
        let articles = try articles()
        let ids = Set(articles.map(\.id.value))
        var links = 0
        for article in articles {
            for link in article.markdown.matches(of: /\]\((?<target>[^)\s]+)\)/) {
                links += 1
                let name = link.target.prefix { $0 != "#" }
                #expect(name.hasPrefix("/help/"), "\(article.id): write /help/ID instead of \(link.target)")
                #expect(ids.contains(String(name.dropFirst(6))), "\(article.id) links to \(link.target)")
            }
        }
        #expect(links > 20)
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
