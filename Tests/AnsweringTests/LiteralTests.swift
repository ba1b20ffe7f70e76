import Answering
import Conversations
import Knowledge
import LanguageModel
import Retrieval
import Testing

/// Addresses and codes among many words of the source, and the visitor's own values among them.
struct LiteralTests {
    private static let source =
        "To install Baton on Debian, clone the repository, open a terminal in its folder, run `script/run`, "
        + "and wait until the server prints the addresses of the console and the help centre."

    private func judge(_ text: String, given: Set<String> = []) throws -> SupportCheck.Verdict {
        let passage = Passage(
            article: try #require(ArticleID("install")), revision: 1, ordinal: 0, heading: nil, anchor: nil,
            text: Self.source)
        let analyzer = Analyzer(language: "en")
        let check = SupportCheck(
            question: "How do I install it?", sources: [Source(passage: passage, title: "Install Baton")],
            language: "en", given: given
        ) { analyzer.terms($0) }
        return check.judge(DraftSentence(text: text, joint: "", citations: [1]))
    }

    @Test(arguments: [
        "t.co/a1", "x.com/a", "evil.example", "evil.example:21", "evil\u{3002}example", "evil\u{FF0E}example",
        "www.evil", "//evil", "hxxps[:]//evil[.]example", "evil[.]example", "evil&#46;com", "javascript:x",
        "DATA:text", "mailto:x", "c4n4ryc4n4ryc4n4", "6331326e617279633132", "evil dot example",
        "evil [dot] example", String(repeating: "a", count: 41),
    ])
    func `one address or code among enough words of the source is one too many`(_ literal: String) throws {
        let carrier = Self.source.dropLast()
        #expect(try judge("\(carrier) \(literal).") == .unsupported(.link))
    }

    @Test(arguments: ["e.g. a terminal", "i.e. the console", "in all-in-one style"])
    func `a word is no address`(_ words: String) throws {
        #expect(try judge("\(Self.source.dropLast()) \(words).") == .supported)
    }

    @Test func `the visitor's own address may be said back, another may not`() throws {
        let text = "Clone the repository with anna@example.com and run `script/run`."
        #expect(try judge(text) == .unsupported(.address))
        #expect(try judge(text, given: ["anna@example.com"]) == .supported)
        #expect(try judge(text, given: ["bob@example.com"]) == .unsupported(.address))
        let phone = "Clone the repository, +49 170 1234567, and run `script/run`."
        #expect(try judge(phone) == .unsupported(.number))
        #expect(try judge(phone, given: ["+49 170 1234567"]) == .supported)
    }

    @Test func `the visitor's own values carry no others along`() throws {
        let text = "Clone the repository at http://203.0.113.7/x and run `script/run`."
        #expect(try judge(text, given: ["203.0.113.7"]) == .unsupported(.link))
    }
}
