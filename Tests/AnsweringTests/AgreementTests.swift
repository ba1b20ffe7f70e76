import Answering
import Foundation
import Knowledge
import Retrieval
import Testing

/// What people answered, beside texts that say it, say otherwise, or speak of something else.
///
/// `agreement-tuning` is what the limits were chosen with, `agreement` only judges: improve the rule and
/// raise the numbers, and leave its lines as they are.
struct AgreementTests {
    private struct Case: Decodable {
        let question: String
        let reply: String
        let text: String
        let finding: String
    }

    private static func cases(_ name: String) throws -> [Case] {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Questions/\(name).jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Case.self, from: Data($0.utf8))
        }
    }

    private static func passages(_ text: String) throws -> [Passage] {
        let id = try #require(ArticleID("an-article"))
        return Passages.cut(
            Revision(
                article: Article(id: id, title: "A title that says nothing", markdown: text), number: 1,
                updatedAtMilliseconds: 0))
    }

    private static func found(_ one: Case, cosine: Double? = nil) throws -> Agreement.Finding? {
        let language = one.question.contains("Gutschein") ? "de" : "en"
        return try Agreement(
            question: one.question, replies: [one.reply], analyzer: Analyzer(language: language)
        )?.finding(in: passages(one.text), cosine: cosine)
    }

    /// Of a set, by words alone: texts that say it and were recognised, and others that were taken for it.
    private static func counts(_ name: String) throws -> (kept: Int, of: Int, wrong: [String]) {
        let cases = try cases(name)
        let saying = cases.filter { $0.finding == "says" }
        let kept = try saying.count { try found($0) == .says }
        let wrong = try cases.filter { $0.finding != "says" }.filter { try found($0) == .says }
        return (kept, saying.count, wrong.map(\.text))
    }

    @Test func `a text that says something else is hardly ever taken for the answer`() throws {
        #expect(try Self.counts("agreement-tuning").wrong == [])
        // Missed: a number of what is no unit ("5 users", "3 people"), and a "does not" far from its words.
        #expect(try Self.counts("agreement").wrong.count <= 2)
    }

    @Test func `most texts that say the answer in other words are recognised`() throws {
        let (tuning, heldOut) = (try Self.counts("agreement-tuning"), try Self.counts("agreement"))
        #expect(tuning.kept >= 1 && tuning.of == 11, "\(tuning.kept) of \(tuning.of)")
        #expect(heldOut.kept >= 8 && heldOut.of == 10, "\(heldOut.kept) of \(heldOut.of)")
    }

    @Test func `greetings and questions back are no answer`() {
        let analyzer = Analyzer(language: "en")
        func agreement(_ replies: String...) -> Agreement? {
            Agreement(question: "do you deliver to Greenland", replies: replies, analyzer: analyzer)
        }
        #expect(agreement("Hello, thanks for your message!", "Which order is it?") == nil)
        #expect(agreement() == nil)
        #expect(agreement("Hi! We do, in nine days.")?.text == "We do, in nine days.")
    }

    @Test func `vectors let people retell in other words, and never make a text say another number`() throws {
        let near = Case(
            question: "is there a warranty", reply: "The guarantee covers broken screens for two years.",
            text: "Damaged displays are repaired free of charge: the guarantee runs for two years.",
            finding: "says")
        #expect(try Self.found(near) == .silent)
        #expect(try Self.found(near, cosine: 0.8) == .says)
        let other = Case(
            question: "how long do refunds take", reply: "Refunds take 7 days after we got the parcel.",
            text: "Refunds take 14 days after we got the parcel.", finding: "otherwise")
        #expect(try Self.found(other, cosine: 0.95) == .otherwise)
    }
}
