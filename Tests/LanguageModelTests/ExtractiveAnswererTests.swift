import Knowledge
import LanguageModel
import Testing

struct ExtractiveAnswererTests {
    private let answerer = ExtractiveAnswerer()

    /// The share of the asked words that a text holds.
    private func question(_ text: String) -> Question {
        let asked = Set(text.lowercased().split(separator: " ").map(String.init))
        return Question(text: text) { candidate in
            let words = Set(candidate.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
            return Double(asked.intersection(words).count) / Double(asked.count)
        }
    }

    private func source(_ text: String, article: String = "one", ordinal: Int = 0) throws -> Source {
        let id = try #require(ArticleID(article))
        let passage = Passage(
            article: id, revision: 1, ordinal: ordinal, heading: nil, anchor: nil, text: text)
        return Source(passage: passage, title: article)
    }

    @Test func `the sentence that speaks to the question is quoted, the others are left out`() throws {
        let text =
            "The sky is a very wide and blue thing that everybody knows well. "
            + "The server listens on port 8080 unless you choose another one in the settings file. "
            + "Bread is made of flour and of water and of a little salt as well."
        let answer = answerer.compose(question("which port server"), from: [try source(text)])
        #expect(
            answer.text
                == "The server listens on port 8080 unless you choose another one in the settings file.")
        #expect(answer.sentences.map(\.citations) == [[1]])
        #expect(answer.citations.map(\.title) == ["one"])
    }

    @Test func `of a passage that was found by its meaning alone nothing is left out`() throws {
        let text =
            "Baton serves HTTPS itself when it has a certificate. Name both files in the settings. "
            + "After a renewal, start the server again."
        let answer = answerer.compose(question("padlock missing"), from: [try source(text)])
        #expect(answer.text == text)
        let announced = answerer.compose(question("one padlock"), from: [try source(text)])
        #expect(announced.sentences.count == ExtractiveAnswerer.sentencesMax - 1)
    }

    @Test func `numbered steps are quoted whole, in order, with their introduction`() throws {
        let text =
            "Before that.\n\nTo restore a backup:\n\n1. Stop the server.\n2. Copy the file.\n"
            + "3. Start the server."
            + "\n\nAfter."
        let answer = answerer.compose(question("copy file"), from: [try source(text)])
        #expect(
            answer.text
                == "To restore a backup:\n\n1. Stop the server.\n2. Copy the file.\n3. Start the server.")
    }

    @Test func `a sentence brings along the code that it introduces`() throws {
        let text =
            "To show the chat, add this line to your page:\n\n```\n<script></script>\n```\n\nMore text here."
        let answer = answerer.compose(question("show chat page"), from: [try source(text)])
        #expect(answer.text == "To show the chat, add this line to your page:\n\n```\n<script></script>\n```")
        let reverse = answerer.compose(question("script"), from: [try source(text)])
        #expect(reverse.text == answer.text)
    }

    @Test func `of a table only the fitting row is quoted`() throws {
        let text =
            "- Key: port; Default: 8080\n- Key: host; Default: local\n- Key: data; Default: folder"
        let answer = answerer.compose(question("port"), from: [try source(text)])
        #expect(answer.text == "- Key: port; Default: 8080")
    }

    @Test func `a sentence that leans on the one before it does not come alone`() throws {
        let text =
            "The program prints a link. It expires after an hour and cannot be used twice by anybody at all."
        let answer = answerer.compose(question("expires after"), from: [try source(text)])
        #expect(answer.text == text)
    }

    @Test func `another article is added only when it clearly says more`() throws {
        let first = try source(
            "Stop the server before you restore a backup from the folder, please do not forget.")
        let same = try source("Restore means to stop.", article: "two")
        let more = try source("The certificate is named in the settings file.", article: "three")
        let sources = [first, same, more]
        let answer = answerer.compose(question("restore backup certificate"), from: sources)
        #expect(answer.citations.map(\.title) == ["one", "three"])
        #expect(answer.sentences.map(\.citations) == [[1], [2]])
        #expect(answer.sentences.last?.joint == "\n\n")
        let plain = answerer.compose(question("restore backup"), from: sources)
        #expect(plain.citations.map(\.title) == ["one"])
    }

    @Test func `a long list is cut at an item, within the limit`() throws {
        let steps = (1...40).map { "\($0). Do the thing number \($0) now" }.joined(separator: "\n")
        let answer = answerer.compose(question("thing 7"), from: [try source(steps)])
        #expect(answer.text.wordCount <= ExtractiveAnswerer.answerWordsMax)
        #expect(answer.text.hasPrefix("1. Do") && answer.text.hasSuffix("now"))
    }

    @Test func `without sources there is no answer, and without a match the first sentence stands`() throws {
        #expect(answerer.compose(question("x"), from: []).isEmpty)
        let answer = answerer.compose(question("nothing"), from: [try source("One. Two. Three.")])
        #expect(answer.text.hasPrefix("One."))
    }

    @Test func `the stream gives the same sentences, with the sources known before`() async throws {
        let source = try source(
            "The server listens on port 8080. That can be changed with a flag at any time.")
        let draft = answerer.draft(question("port"), from: [source])
        #expect(draft.sources == [source])
        var sentences: [DraftSentence] = []
        for try await sentence in draft.sentences { sentences.append(sentence) }
        #expect(sentences == answerer.compose(question("port"), from: [source]).sentences)
        #expect(!sentences.isEmpty)
    }
}
