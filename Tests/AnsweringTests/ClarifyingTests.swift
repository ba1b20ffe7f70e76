import Answering
import BatonTesting
import Conversations
import Testing

/// A question that two articles may mean, from the question back to the answer of the one that was chosen.
@Suite(.timeLimit(.minutes(2)))
struct ClarifyingTests {
    static let question = "How do I change the address?"

    @Test func `a question that two articles may mean is asked back with both of them`() async throws {
        try await Desk.withExtractive(articles: Self.articles) { desk in
            let asked = try await desk.askedBack(Self.question)
            #expect(Set(asked.choices.map(\.article)) == ["invoice-address", "shipping-address"])
            #expect(asked.replies.count == 3 && asked.other == "Something else")
            let decision = try #require(try await desk.decisions().last)
            #expect(decision.outcome == .clarify && decision.band == .clarify && decision.reason == nil)
            let state = try await desk.state()
            #expect(state.status == .assistant && !state.needsAnswer && state.lastAnswer == nil)
            let text = try #require(try await desk.texts(.message).last)
            #expect(asked.choices.allSatisfy { text.contains($0.label) })
        }
    }

    @Test(arguments: ["invoice-address", "shipping-address"])
    func `a choice is answered from the article that was chosen`(_ article: String) async throws {
        try await Desk.withExtractive(articles: Self.articles) { desk in
            let asked = try await desk.askedBack(Self.question)
            let choice = try #require(asked.choices.first { $0.article == article })
            // Whoever types it has chosen it too.
            try await desk.ask(" " + choice.label.uppercased())
            let answered = try await desk.answered()
            #expect(answered.citations.first?.article == article && answered.asksIfHelped)
            let decision = try #require(try await desk.decisions().last)
            #expect(decision.outcome == .answer && decision.band == .ask && decision.chosen == article)
            #expect(decision.question.count == 2)
            #expect(decision.measures["draft_support"] == 1 && decision.measures["draft_verbatim"] == 1)
        }
    }

    @Test func `whom neither fits goes to a person with the first question`() async throws {
        try await Desk.withExtractive(articles: Self.articles) { desk in
            let asked = try await desk.askedBack(Self.question)
            try await desk.ask(asked.other)
            let bodies = try await desk.bodies { $0.contains { $0.handedOff != nil } }
            #expect(bodies.compactMap(\.handedOff).map(\.reason) == [.lowConfidence])
            #expect(try await desk.decisions().last?.question.count == 2)
            #expect(try await desk.decisions().last?.candidates.isEmpty == false)
        }
    }

    @Test func `nobody is asked back twice in a row`() async throws {
        try await Desk.withExtractive(articles: Self.articles) { desk in
            _ = try await desk.askedBack(Self.question)
            try await desk.ask(Self.question)
            let bodies = try await desk.bodies { $0.contains { $0.handedOff != nil } }
            #expect(bodies.count { $0.askedBack != nil } == 1)
            #expect(try await desk.decisions().map(\.outcome) == [.clarify, .handOff])
        }
    }

    @Test func `articles of one title are told apart by their headings or words`() async throws {
        let twins = [
            Desk.article("twin-a", "Where to edit", "To change the address on an invoice, press Edit."),
            Desk.article("twin-b", "Where to edit", "To change the address on a parcel, press Edit."),
        ]
        try await Desk.withExtractive(articles: twins + [Desk.articles[0]]) { desk in
            let asked = try await desk.askedBack(Self.question)
            #expect(Set(asked.choices.map(\.label)).count == 2)
            #expect(asked.choices.allSatisfy { $0.label.hasPrefix("Where to edit (") })
        }
    }

    private static let articles = [
        Desk.article(
            "invoice-address", "Invoices",
            "To change the address on your invoices, open Billing and press Edit. The next invoice has it."),
        Desk.article(
            "shipping-address", "Parcels",
            "To change the address of a parcel, open Orders and press Edit before it leaves."),
        Desk.articles[0],
    ]
}
