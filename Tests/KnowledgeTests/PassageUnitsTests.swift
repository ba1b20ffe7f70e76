import Knowledge
import Testing

struct PassageUnitsTests {
    private func units(_ text: String) throws -> [PassageUnit] {
        let id = try #require(ArticleID("ab"))
        return Passage(article: id, revision: 1, ordinal: 0, heading: nil, anchor: nil, text: text).units
    }

    @Test func `a passage falls into sentences, items and code, in reading order`() throws {
        let units = try units("One. Two:\n\n1. First\n2. Second\n  - inner\n\n```\na\n\n- b\n```\n\nLast.")
        #expect(
            units.map(\.text) == [
                "One.", "Two:", "1. First", "2. Second", "  - inner", "```\na\n\n- b\n```", "Last.",
            ])
        #expect(units.map(\.kind) == [.sentence, .sentence, .step, .step, .bullet, .code, .sentence])
        #expect(units.map(\.block) == [0, 0, 1, 1, 1, 2, 3])
    }

    @Test func `code inside an item stays in it`() throws {
        let units = try units("1. Run\n```\nmake\n\nall\n```\n2. Wait\nand see")
        #expect(units.map(\.text) == ["1. Run\n```\nmake\n\nall\n```", "2. Wait\nand see"])
    }

    @Test func `what a reader wrote as blocks comes back as units`() throws {
        let id = try #require(ArticleID("ab"))
        let article = Article(
            id: id, title: "T", markdown: "Yes. No.\n\n- x\n- y\n\n```\nz\n```\n\n|h|\n|-|\n|c|")
        let passages = Passages.cut(Revision(article: article, number: 1, updatedAtMilliseconds: 0))
        #expect(
            passages.flatMap(\.units).map(\.text) == ["Yes.", "No.", "- x", "- y", "```\nz\n```", "- h: c"])
    }

    @Test func `an unclosed fence ends with the passage`() throws {
        #expect(try units("```\na").map(\.kind) == [.code])
        #expect(try units("").isEmpty)
    }
}
