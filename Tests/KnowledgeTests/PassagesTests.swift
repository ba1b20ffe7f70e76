import Knowledge
import Testing

struct PassagesTests {
    private func cut(_ markdown: String, title: String = "Title") throws -> [Passage] {
        let id = try #require(ArticleID("ab"))
        let article = Article(id: id, title: title, markdown: markdown)
        return Passages.cut(Revision(article: article, number: 3, updatedAtMilliseconds: 0))
    }

    private func words(_ count: Int, _ prefix: String = "w") -> String {
        (0..<count).map { "\(prefix)\($0)" }.joined(separator: " ")
    }

    @Test(arguments: [
        ("", 0), (" \r\n\t", 0), ("one", 1), (" one\u{B}two\r\nthree ", 3), ("zwölf\u{A0}Boxkämpfer", 2),
    ])
    func `words are what white space divides, in ASCII and beyond`(text: String, count: Int) {
        #expect(text.wordCount == count)
    }

    @Test func `short neighbours are merged, and a heading is never crossed`() throws {
        let passages = try cut("One.\n\nTwo.\n\n## A\n\nThree.\n\n## B\n\n### C\n\nFour.")
        #expect(passages.map(\.text) == ["One.\n\nTwo.", "Three.", "Four."])
        #expect(passages.map(\.heading) == [nil, "A", "B › C"])
        #expect(passages.map(\.anchor) == [nil, "a", "c"])
        #expect(passages.map(\.ordinal) == [0, 1, 2])
        #expect(passages.allSatisfy { $0.revision == 3 })
    }

    @Test func `a heading that repeats the title is left out`() throws {
        #expect(try cut("# Title\n\nOne.\n\n## A\n\nTwo.").map(\.heading) == [nil, "A"])
    }

    @Test func `passages are about seventy words long`() throws {
        let text = (0..<40).map { "\(words(9, "s\($0)x")) end." }.joined(separator: "\n\n")
        let passages = try cut(text)
        #expect(passages.count == 6)
        #expect(passages.allSatisfy { $0.text.wordCount <= Passages.wordsTarget })
    }

    @Test func `a long paragraph is split between sentences with a short overlap`() throws {
        let sentences = (0..<15).map { "S\($0) \(words(9)) end." }
        let passages = try cut(sentences.joined(separator: " "))
        #expect(passages.count > 2)
        for (earlier, later) in zip(passages, passages.dropFirst()) {
            let last = try #require(Sentences.split(earlier.text).last)
            #expect(later.text.hasPrefix(last))
            #expect(later.text.wordCount <= Passages.wordsTarget)
        }
    }

    @Test func `a list that fits stays whole with the sentence that introduces it`() throws {
        let steps = (1...8).map { "\($0). \(words(8))" }.joined(separator: "\n")
        let passages = try cut("\(words(60)).\n\nFollow these steps:\n\n\(steps)\n\n\(words(40)).")
        #expect(passages.count == 3)
        #expect(passages[1].text.hasPrefix("Follow these steps:\n\n1. "))
        #expect(passages[1].text.contains("\n8. "))
    }

    @Test func `code too long for one passage is split between lines, each part fenced`() throws {
        let code = (0..<60).map { "line \($0) of code" }.joined(separator: "\n")
        let passages = try cut("```\n\(code)\n```")
        #expect(passages.count > 2)
        #expect(passages.allSatisfy { $0.text.hasPrefix("```\n") && $0.text.hasSuffix("\n```") })
    }

    @Test func `text without sentences or spaces still gives bounded passages`() throws {
        let passages = try cut(words(1000))
        #expect(passages.allSatisfy { $0.text.wordCount <= Passages.wordsMax })
        #expect(passages.reduce(0) { $0 + $1.text.wordCount } >= 1000)
        #expect(try cut(String(repeating: "x", count: 100_000)).count == 1)
        #expect(try cut("# Only a heading").isEmpty)
    }
}
