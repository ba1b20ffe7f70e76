import BatonTesting
import Knowledge
import Retrieval
import Testing

struct SpellingTests {
    /// A slip in the middle of a word, chosen by its number: swapped, left out, doubled or replaced letters.
    private func misspelt(_ word: String, slip: Int) -> String {
        var letters = Array(word)
        let place = 1 + slip % (letters.count - 2)
        switch slip % 4 {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        case 2: letters.insert(letters[place], at: place)
        default: letters[place] = letters[place] == "q" ? "w" : "q"
        }
        return String(letters)
    }

    private func spellings(_ word: String, in snapshot: Snapshot = Handbook.snapshot) -> [String] {
        snapshot.search(Query(text: word), limit: 1).terms.flatMap(\.spellings)
    }

    @Test(arguments: [
        "widget", "password", "backup", "conversation", "administrator", "repository", "certificate",
        "invitation", "shortcuts", "assistant", "visitor", "keyboard", "database", "articles",
    ])
    func `a slip in a word of the handbook still finds its article`(word: String) throws {
        let hits = Handbook.snapshot.search(Query(text: word), limit: 1).hits
        let right = try #require(hits.first?.passage.article)
        let found = (0..<12).filter { slip in
            let query = Query(text: misspelt(word, slip: slip))
            let hits = Handbook.snapshot.search(query, limit: 6).hits
            return Set(hits.map(\.passage.article)).contains(right)
        }
        #expect(found.count >= 11, "\(word): \(found)")
    }

    @Test func `what one language would guess is left to the language that knows it`() throws {
        let snapshot = Snapshot([
            try Shop.revision("en", "Scripts", "The script is built in."),
            try Shop.revision("de", "Einbau", "Der Chat wird mit einem Skript eingebaut.", language: "de"),
        ])
        let hits = snapshot.search(Query(text: "skript eingebaut"), limit: 5).hits
        #expect(hits.first?.passage.article.value == "de")
        #expect(snapshot.search(Query(text: "scirpt"), limit: 5).hits.first?.passage.article.value == "en")
    }

    @Test func `two slips are forgiven in a long word and not in a short one`() {
        #expect(!spellings("converzaton").isEmpty)
        #expect(spellings("wigdte").isEmpty)
    }

    @Test(arguments: ["bcup", "xpassword", "prt", "passw0rd", "pass_wrd", "E-1043", "8081", "日本語"])
    func `other first letters, short words, numbers and identifiers are not guessed`(word: String) {
        #expect(spellings(word).isEmpty)
    }

    @Test func `a word that is known is never taken for another`() throws {
        let snapshot = Snapshot([
            try Shop.revision("forms", "Forms", "A form has fields."),
            try Shop.revision("farms", "Farms", "A farm has fields."),
        ])
        #expect(spellings("farms", in: snapshot).isEmpty)
        #expect(spellings("firms", in: snapshot).count == 2)
    }

    @Test func `a misspelt word is weaker evidence than the word itself`() {
        func evidence(_ text: String) -> Evidence {
            Sufficiency.of(Handbook.snapshot.search(Query(text: text), limit: 5)).evidence
        }
        let (right, wrong) = (
            evidence("which keyboard shortcuts are there"), evidence("which keybord shortcuts are there")
        )
        #expect(wrong.coverage < right.coverage && wrong.coverage > 0.7)
        #expect(wrong.unknownTerms == 0)
    }

    @Test func `the vector is made of the words as they were meant`() async throws {
        let embedder = WordEmbedder()
        let index = try await EmbeddedShop.index(try Shop.revisions(), embedder: embedder)
        _ = await index.search(Query(text: "Where is my parcle?  E-1 vouchr"), limit: 1)
        #expect(embedder.texts.last == "Where is my parcel?  E-1 voucher")
        _ = await index.search(Query(text: "where\nis my parcel"), limit: 1)
        #expect(embedder.texts.last == "where\nis my parcel")
    }

    @Test func `words of dead articles are not meant`() throws {
        let old = Snapshot([
            try Shop.revision("one", "Giraffes", "Giraffes eat."),
            try Shop.revision("two", "Zebras", "Zebras eat."),
        ])
        #expect(!spellings("girafes", in: old).isEmpty)
        let new = Snapshot([try Shop.revision("two", "Zebras", "Zebras eat.")])
        #expect(spellings("girafes", in: new).isEmpty)
    }

    @Test func `the guess does not depend on the order of the articles`() {
        let reversed = Snapshot(Handbook.revisions.reversed())
        for word in ["wigdet", "pasword", "artcles", "conversatoin"] {
            #expect(spellings(word) == spellings(word, in: reversed))
        }
    }

    @Test func `a question of nothing but strange words is bounded`() {
        let text = (0..<500).map {
            "q" + String(repeating: "abcdefghij", count: 2) + "\($0)".map { _ in "x" }.joined()
        }
        let findings = Handbook.snapshot.search(Query(text: text.joined(separator: " ")), limit: 5)
        #expect(findings.terms.flatMap(\.spellings).isEmpty)
    }
}
