import BatonServer
import BatonTesting
import Knowledge
import Retrieval
import Testing

/// Libraries and questions that nobody planned for: the search, the confidence and the evaluation stay sane.
struct BadInputTests {
    /// What people, programs and cats type.
    static let questions = [
        "x", "refunds?", "?!…", "   \n\t ", "", "🎉", String(repeating: "👩‍👩‍👧‍👦🎉", count: 200),
        Array(repeating: "where is my refund for the parcel", count: 715).joined(separator: " "),
        "Wo bleibt meine Rückerstattung für das Paket?", "إلى أين يذهب الطرد الخاص بي", "退款需要多长时间",
        "for (let i = 0; i < 10; i++) { await fetch(`/api/${i}`).then(r => r.json()) }",
        """
        Traceback (most recent call last):
          File "/usr/lib/python3/site-packages/app/views.py", line 214, in refund
            order = Order.objects.get(pk=order_id)
        app.models.Order.DoesNotExist: Order matching query does not exist. (0x80070005)
        """,
        "\u{0}\u{FEFF}\u{202E}refund\u{202C}", String(repeating: "a", count: 100_000),
    ]

    private func article(_ id: String, _ markdown: String, phrasings: [String] = []) throws -> Revision {
        let article = Article(
            id: try #require(ArticleID(id)), title: "Refunds", markdown: markdown, phrasings: phrasings)
        return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
    }

    private let paragraph = """
        A refund for a parcel takes five days after the parcel is back. You see it in your account under \
        orders, and the bank may need two more days until it shows.
        """

    /// Asks everything, in turn as answerable and not, and returns the report.
    private func evaluate(_ revisions: [Revision], hasVectors: Bool = true) async throws -> EvaluationReport {
        let embedder = hasVectors ? WordEmbedder() : nil
        let index = try await EphemeralIndex.make(revisions, embedder: embedder)
        let expected = revisions.first.map { [$0.article.id] } ?? []
        let questions = Self.questions.enumerated().map { number, text in
            LabelledQuestion(text: text, page: nil, expected: number % 2 == 0 ? [] : expected)
        }
        let rabbits = LabelledQuestion(text: "what do rabbits eat", page: nil, expected: [])
        let report = try await Evaluation(index: index, embedder: embedder).run(
            EvaluationPlan(
                questions: questions,
                remembered: hasVectors ? .init(count: 1, questions: [rabbits]) : nil))
        for outcome in report.outcomes {
            #expect(outcome.found.count <= 5)
            #expect(Set(outcome.found).count == outcome.found.count)
            #expect(outcome.measures.values.allSatisfy { $0.isFinite }, "\(outcome.measures)")
            #expect((0...1).contains(outcome.measures["confidence"] ?? 0))
        }
        #expect(report.figures.allSatisfy { $0.value.isFinite })
        _ = try report.json()
        return report
    }

    private func answered(_ report: EvaluationReport) -> [String] {
        report.outcomes.filter(\.isAnswered).map(\.question)
    }

    @Test(arguments: [true, false])
    func `an empty library answers nothing`(hasVectors: Bool) async throws {
        let report = try await evaluate([], hasVectors: hasVectors)
        #expect(answered(report).isEmpty)
    }

    @Test(arguments: [true, false])
    func `one article does not answer what has no words`(hasVectors: Bool) async throws {
        let report = try await evaluate([try article("refunds", paragraph)], hasVectors: hasVectors)
        for text in answered(report) { #expect(text.contains { $0.isLetter }, "\(text.prefix(40))") }
    }

    @Test func `among near-duplicates it finds one of them, and each article once`() async throws {
        let revisions = try (0..<Self.duplicates).map {
            try article("refunds-\($0)", "\(paragraph) This is copy \($0).")
        }
        let report = try await evaluate(revisions)
        #expect(report.outcomes.contains { $0.found.count == 5 })
    }

    private static let duplicates = 10_000

    @Test func `an article of 200 pages is cut, and found by what its last page says`() async throws {
        let page = Array(repeating: paragraph, count: 5).joined(separator: "\n\n")
        let pages = (0..<199).map { "## Page \($0)\n\n\(page)" }.joined(separator: "\n\n")
        let long = try article(
            "refunds", pages + "\n\n## Crocodiles\n\nCrocodiles are shipped in summer alone.")
        #expect(long.article.markdown.utf8.count > 150_000)
        let index = try await EphemeralIndex.make([long, try article("other", "Nothing.")], embedder: nil)
        let (_, findings) = await index.search(Query(text: "are crocodiles shipped in summer"), limit: 5)
        #expect(findings.hits.first?.passage.text.contains("Crocodiles are shipped") == true)
    }

    @Test func `two hundred equal phrasings are no harm`() async throws {
        let same = Array(repeating: "where is my refund", count: Article.phrasingsMax)
        let report = try await evaluate([
            try article("refunds", paragraph, phrasings: same),
            try article("parcels", "Parcels are sent daily."),
        ])
        let found = report.outcomes.filter { $0.question.hasPrefix("where is my refund") }.map(\.found.first)
        #expect(found == ["refunds"])
    }

    @Test(.timeLimit(.minutes(2)))
    func `through the server each of them is answered, or goes to a person, or is refused with a limit`()
        async throws
    {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            for (number, text) in Self.questions.enumerated() where text.utf8.count < 60_000 {
                let conversation = "conversation-\(number)"
                try await visitor.resume(conversation)
                let receipt = try await visitor.say(text, in: conversation, id: "message-\(number)")
                guard receipt.type == "receipt" else {
                    #expect(["text_too_long", "text_empty", "bad_frame"].contains(receipt.code ?? ""))
                    continue
                }
                let end = try await visitor.next {
                    $0.conversation == conversation
                        && ($0.event?.type == "handed_off" || $0.event?.author?.kind == "assistant")
                }
                #expect(end.event != nil)
            }
            let again = try await visitor.say("Hi", in: "conversation-last", id: "message-last")
            #expect(again.type == "receipt")
        }
    }
}
