import Knowledge
import Testing

struct SentencesTests {
    @Test(arguments: [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Use a port, e.g. 8080. It is free.", ["Use a port, e.g. 8080.", "It is free."]),
        (
            "Das geht, z. B. mit Docker. Es dauert ca. 5 Minuten.",
            ["Das geht, z. B. mit Docker.", "Es dauert ca. 5 Minuten."]
        ),
        (
            "Since 4.2. the limit is 3.5 MB. Baton 4.3.1 lifts it.",
            ["Since 4.2. the limit is 3.5 MB.", "Baton 4.3.1 lifts it."]
        ),
        ("See https://x.example/a.b?c=d. Then go on.", ["See https://x.example/a.b?c=d.", "Then go on."]),
        ("Set `a. B` first. Done.", ["Set `a. B` first.", "Done."]),
        ("¿Cómo? ¡Así! Vale.", ["¿Cómo?", "¡Así!", "Vale."]),
        ("Il dit « oui. » Puis il part.", ["Il dit « oui. »", "Puis il part."]),
        ("1. Open the page. 2 of 3 follow.", ["1. Open the page.", "2 of 3 follow."]),
        ("He left (at once.) Then he came.", ["He left (at once.)", "Then he came."]),
        ("Wait… What?", ["Wait…", "What?"]),
        ("Edit baton.yaml. Restart.", ["Edit baton.yaml.", "Restart."]),
    ])
    func `text is split where a reader would pause`(text: String, sentences: [String]) {
        #expect(Sentences.split(text) == sentences)
    }

    @Test func `nothing is no sentence`() {
        #expect(Sentences.split("").isEmpty)
        #expect(Sentences.split("  \n\n ").isEmpty)
    }
}
