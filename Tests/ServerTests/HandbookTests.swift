import BatonServer
import Foundation
import Knowledge
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

    @Test func `the handbook has its twelve articles and each can be read`() throws {
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
        #expect(articles.count >= 12)
    }
}
