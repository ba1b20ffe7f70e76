import Conversations
import Learning
import Testing

/// What a gap lacks, what it costs, and what it is called.
@Suite struct GapTests {
    private static func escalation(
        _ day: Int, cited: [String] = [], named: String? = nil, flaw: AnswerFlaw? = nil,
        answered: Bool = false,
        minutes: Int? = nil, best: String = "install"
    ) -> Escalation {
        let decision = Decision(
            question: [id("message-1")], outcome: .handOff, snapshot: "abc",
            candidates: [.init(article: best, revision: 1, passage: 0, score: 9, coverage: 1)])
        var one = Escalation(
            decision, conversation: id("conversation-\(day)"), seq: 1,
            at: Timestamp(milliseconds: Int64(day) * 86_400_000))
        one.cited = cited
        one.named = named
        one.flaw = flaw
        if answered { one.answer = id("answer-01") }
        one.handlingSeconds = minutes.map { $0 * 60 }
        return one
    }

    @Test func `each kind of gap is told by what people said`() {
        #expect(GapKind.of([]) == .missingArticle)
        #expect(GapKind.of([Self.escalation(1)]) == .missingArticle)
        #expect(GapKind.of([Self.escalation(1, named: "")]) == .missingArticle)
        #expect(GapKind.of([Self.escalation(1, named: "refunds")]) == .notFound)
        #expect(
            GapKind.of([Self.escalation(1, cited: ["refunds"], named: "refunds", answered: true)])
                == .notHelpful)
        #expect(GapKind.of([Self.escalation(1, flaw: .outdated, answered: true)]) == .notHelpful)
        #expect(GapKind.of([Self.escalation(1, flaw: .shouldHaveHandedOver, answered: true)]) == .noArticle)
    }

    @Test func `the most votes decide, and silence has none`() {
        let questions = [
            Self.escalation(1), Self.escalation(2), Self.escalation(3, named: "refunds"),
            Self.escalation(4, named: "refunds"), Self.escalation(5, named: ""),
        ]
        #expect(GapKind.of(questions) == .notFound)
    }

    @Test func `what a gap costs is the product of what is shown`() {
        let now = Timestamp(milliseconds: 100 * 86_400_000)
        let questions =
            [80, 90, 92, 95].map { Self.escalation($0, minutes: $0 == 95 ? 12 : 6) } + [Self.escalation(10)]
        let cost = GapCost(questions, asked: ["install": 8], now: now)
        #expect(cost.volume == 4 && cost.isTimed && cost.minutes == 6)
        #expect(cost.trend == 1.4)
        #expect(cost.failureRate == 0.5)
        #expect(cost.score == 4 * 1.4 * 0.5 * 6)
    }

    @Test func `accounts count against the mean of all, and not where none is known`() throws {
        let now = Timestamp(milliseconds: 100 * 86_400_000)
        let questions = [90, 92].map { Self.escalation($0) }
        func value(_ values: [Double]) -> Double? {
            var known: [ConversationID: Double] = [:]
            for (number, value) in values.enumerated() {
                known[number < 2 ? questions[number].conversation : id("conversation-x\(number)")] = value
            }
            return GapCost(questions, asked: [:], accounts: GapCost.Accounts(known), now: now).value
        }
        #expect(value([]) == nil && value([0, 0]) == nil)
        #expect(value([100, 300, 50, 350]) == 1)
        #expect(value([300, 300, 100, 100]) == 1.5)
        #expect(value([1_000, 1_000] + Array(repeating: 1, count: 98)) == 4)
        #expect(value([0, 0, 500]) == 0.25)
        #expect(value([-5, .nan, 7]) == nil)
        let plain = GapCost(questions, asked: [:], now: now)
        let known = Dictionary(
            uniqueKeysWithValues: questions.map { ($0.conversation, 3.0) } + [(id("conversation-x"), 0)])
        let dear = GapCost(questions, asked: [:], accounts: GapCost.Accounts(known), now: now)
        #expect(abs(dear.score / plain.score - (dear.value ?? 0)) < 1e-9)
    }

    @Test func `without times and counts the standard is taken and said`() {
        let cost = GapCost([Self.escalation(99)], asked: [:], now: Timestamp(milliseconds: 100 * 86_400_000))
        #expect(cost.trend == 1.25)
        #expect(!cost.isTimed && cost.minutes == GapCost.minutesStandard && cost.failureRate == 1)
    }

    @Test func `a name is made of words that several people used`() {
        let terms = GapTerms.of([
            [
                "How do I export my invoices?", "exporting invoices as PDF",
                "Export an invoice for Jane Miller",
            ],
            ["The app crashes on start", "crash at start of the app"],
        ])
        #expect(terms[0].contains("invoices") || terms[0].contains("invoice"))
        #expect(!terms[0].contains("jane") && !terms[0].contains("pdf"))
        #expect(!terms[1].isEmpty && terms[1].count <= GapTerms.termsMax)
        #expect(GapTerms.of([["once only"]]) == [[]] && GapTerms.of([]).isEmpty)
    }
}
