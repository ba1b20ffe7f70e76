import Answering
import BatonServer
import Conversations
import Foundation
import Knowledge
import LanguageModel
import Retrieval
import Testing

/// What stands in an article word for word is supported by it: the check must not stop the handbook's own
/// words.
struct QuotationSupportTests {
    private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "KnowledgeBase")

    @Test func `every sentence of the handbook passes the check against its own passage`() throws {
        let analyzer = Analyzer(language: "en")
        var stopped: [String] = []
        var count = 0
        for revision in try EvaluationBench.revisions(at: folder.path) {
            for passage in Passages.cut(revision) {
                let source = Source(passage: passage, title: revision.article.title)
                let check = SupportCheck(question: "how does it work", sources: [source], language: "en") {
                    analyzer.terms($0)
                }
                for unit in passage.units {
                    count += 1
                    let sentence = DraftSentence(text: unit.text, joint: "", citations: [1])
                    if case .unsupported(let why) = check.judge(sentence) {
                        stopped.append("\(why.rawValue): \(unit.text.prefix(160))")
                    }
                }
            }
        }
        #expect(count > 500)
        #expect(stopped.isEmpty, "\(stopped.count) of \(count):\n\(stopped.joined(separator: "\n"))")
    }
}
