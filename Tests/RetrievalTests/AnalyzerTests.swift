import Retrieval
import Testing

struct AnalyzerTests {
    @Test(arguments: [
        ("en", "Restoring the restored backups", "restores a backup"),
        ("de", "Die Größen der Verträge", "große vertrag"),
        ("es", "configuraciones", "Configuración"),
        ("es", "contraseña", "contrasena"),
        ("fr", "Réinitialiser l’adresse", "reinitialiser adresses"),
        ("en", "E-mail", "email"),
        ("ja", "Naïve", "naive"),
    ])
    func `forms of a word become one term`(language: String, left: String, right: String) {
        let analyzer = Analyzer(language: language)
        let (one, other) = (Set(analyzer.terms(left)), Set(analyzer.terms(right)))
        #expect(one == other && !one.isEmpty)
    }

    @Test(arguments: [
        ("Error E-1042.", ["error", "1042", "e-1042", "e1042"]),
        ("edit baton.yaml, then", ["edit", "baton", "yaml", "baton.yaml"]),
        ("use --port", ["use", "port", "--port"]),
        ("(public_url)", ["public", "url", "public_url"]),
        ("Swift 6.3", ["swift", "6", "3", "6.3"]),
    ])
    func `identifiers are kept whole and in parts`(text: String, terms: [String]) {
        #expect(Analyzer(language: "en").terms(text) == terms)
    }

    @Test func `a verb and its particle are also one word`() {
        #expect(Analyzer(language: "en").terms("Backing up").contains("backup"))
        #expect(Analyzer(language: "en").terms("how to log in").contains("login"))
    }

    @Test func `stop words are dropped, and nothing else for an unknown language`() {
        #expect(Analyzer(language: "en").terms("what is the").isEmpty)
        #expect(Analyzer(language: "de").terms("Wo ist das?").isEmpty)
        #expect(Analyzer(language: "xx").terms("what is the") == ["what", "is", "the"])
    }

    @Test func `a very long word is cut and odd text gives no crash`() {
        let terms = Analyzer(language: "en").terms(String(repeating: "ß", count: 10_000))
        #expect(terms.count == 1 && terms.allSatisfy { $0.utf8.count <= 64 })
        #expect(Analyzer(language: "en").terms("\u{0} - -- ' \u{301} 🙂").isEmpty)
    }

    @Test func `many threads share one analyzer`() async {
        let analyzer = Analyzer(language: "en")
        let text = "configurations restoring messages conversations"
        let expected = analyzer.terms(text)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { @concurrent in analyzer.terms(text) == expected } }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count == 64 && results.allSatisfy { $0 })
    }
}
