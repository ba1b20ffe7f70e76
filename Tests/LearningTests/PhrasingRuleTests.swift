import Knowledge
import Learning
import Testing

@Suite struct PhrasingRuleTests {
    private func article(_ phrasings: [String]) throws -> Article {
        Article(
            id: try #require(ArticleID("refunds")), title: "Refunds", markdown: "Text.", phrasings: phrasings)
    }

    @Test func `what others will not ask so is no phrasing`() {
        #expect(PhrasingRule.text(of: "  How do I\nget a refund? ") == "How do I get a refund?")
        let bad = [
            "", "refund", "🙂", "Write to ada@example.com about my refund",
            "My card 4111 1111 1111 1111 was charged",
            String(repeating: "word ", count: 100),
        ]
        for text in bad { #expect(PhrasingRule.text(of: text) == nil, "\(text)") }
    }

    @Test func `an article takes each question once, and no more than 25`() throws {
        let some = try article(["How do I get a refund?"])
        #expect(PhrasingRule.adding("how do i get a  refund", to: some) == nil)
        #expect(PhrasingRule.adding("Refunds!", to: some) == nil)
        #expect(PhrasingRule.adding("Money back?", to: some)?.phrasings.last == "Money back?")
        let full = try article((1...25).map { "Question number \($0)" })
        #expect(PhrasingRule.adding("One more please", to: full) == nil)
    }

    @Test func `a phrasing is taken away whatever its case, and nothing else changes`() throws {
        let some = try article(["How do I get a refund?", "Money back"])
        let without = try #require(PhrasingRule.removing(["how do I get a refund"], from: some))
        #expect(without.phrasings == ["Money back"] && without.markdown == some.markdown)
        #expect(PhrasingRule.removing(["something else"], from: some) == nil)
    }
}
