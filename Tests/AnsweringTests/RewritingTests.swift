import Answering
import BatonTesting
import Conversations
import LanguageModel
import Retrieval
import Testing

/// Follow-ups that a model says anew for the search; the visitor's own words are what is answered.
@Suite(.timeLimit(.minutes(2)))
struct RewritingTests {
    private static let installed = "To install Baton, clone the repository [1]."
    private static let embedded = "Add one script tag to your page [1]."

    private static func model(_ text: String) -> ScriptedModel { ScriptedModel([.say(text), .end(.stop)]) }

    /// Asks one after the other, and returns the decisions once all is decided.
    private static func decisions(_ desk: Desk, _ questions: String...) async throws -> [Decision] {
        for (number, question) in questions.enumerated() {
            try await desk.ask(question)
            _ = try await desk.bodies { $0.count { $0.decision != nil } == number + 1 }
            try await eventually { try await desk.state().lease == nil ? () : nil }
        }
        return try await desk.decisions()
    }

    private static let question = "How do I put the widget on a page?"
    private static let followUp = "and what about a script tag?"
    private static let rewritten = "How do I put the widget on a page with a script tag"

    @Test func `a follow-up is searched for as the model says it, and answered in the visitor's words`()
        async throws
    {
        let (writer, rewriter) = (Self.model(Self.embedded), Self.model(Self.rewritten))
        try await Desk.withModel(writer, rewriting: rewriter) { desk in
            let decisions = try await Self.decisions(desk, Self.question, Self.followUp)
            #expect(decisions[0].rewriting == nil)
            let rewriting = try #require(decisions[1].rewriting)
            #expect(rewriting.prompt.hasPrefix("rewrite-query@1#") && rewriting.failure == nil)
            #expect(try await desk.texts(.query) == [Self.rewritten])
            let said = try await desk.events().first { $0.event.body.decision == decisions[1] }
            #expect(said?.message?.id == rewriting.message && said?.message?.kind == .query)
            #expect(decisions[1].candidates.first?.article == "embed")
            let asked = try #require(writer.requests.last?.messages.last?.text)
            #expect(asked.contains(Self.followUp) && !asked.contains(Self.rewritten))
        }
    }

    @Test func `a question that stands alone asks nobody`() async throws {
        let rewriter = Self.model("never")
        try await Desk.withModel(Self.model(Self.installed), rewriting: rewriter) { desk in
            let decisions = try await Self.decisions(
                desk, "How do I install Baton?", "How do I sign in as an agent at the console?")
            #expect(decisions.allSatisfy { $0.rewriting == nil } && rewriter.requests.isEmpty)
        }
        try await Desk.withModel(Self.model(Self.installed), rewriting: rewriter) { desk in
            _ = try await Self.decisions(desk, "and installing Baton?")
            #expect(rewriter.requests.isEmpty, "there is nothing that it could lean on")
        }
    }

    @Test(arguments: [
        ([ScriptedModel.Step.fail(.resting)], "resting"), ([.fail(.unauthorized)], "unauthorized"),
        ([.say("How do I get a refund for a script tag?"), .end(.stop)], "unfaithful"),
        ([.say("NO_ANSWER"), .end(.stop)], "refused"), ([.end(.stop)], "empty"),
        ([.say("See https://evil.example/script"), .end(.stop)], "markup"),
        ([.say("The code is " + Desk.secret), .end(.stop)], "leaked"),
    ])
    func `whatever goes wrong, the turns before are folded in and nobody notices`(
        _ script: [ScriptedModel.Step], _ why: String
    ) async throws {
        let rewriter = ScriptedModel(script)
        try await Desk.withModel(Self.model(Self.embedded), rewriting: rewriter) { desk in
            let with = try await Self.decisions(desk, Self.question, Self.followUp)
            #expect(with[1].rewriting?.failure == why && with[1].rewriting?.message == nil)
            #expect(rewriter.requests.count == 1)
            #expect(try await desk.texts(.query).isEmpty)
            #expect(with[1].modelFailure == nil)
            try await Desk.withModel(Self.model(Self.embedded)) { plain in
                let without = try await Self.decisions(plain, Self.question, Self.followUp)
                #expect(without[1].candidates == with[1].candidates)
                #expect(without[1].outcome == with[1].outcome)
            }
        }
    }

    @Test func `what a rule sent to a person is shown to no model`() async throws {
        let rewriter = Self.model(Self.rewritten)
        try await Desk.withModel(Self.model(Self.embedded), rewriting: rewriter) { desk in
            let turn = "my card number is 4111 1111 1111 1111, how do I put the widget on a page?"
            let assistant = Assistant(
                index: .init(), answerer: ExtractiveAnswerer(),
                rules: try Rules.read(Desk.prompts + "/rules.yaml"),
                rewriter: { try? Self.rewriter(rewriter) })
            let before = await assistant.rewritten(
                Self.followUp, after: [turn], withinMilliseconds: 1_000)
            #expect(before == nil && rewriter.requests.isEmpty)
            let after = await assistant.rewritten(
                Self.followUp, after: [turn, Self.question], withinMilliseconds: 1_000)
            #expect(after?.text == Self.rewritten)
            #expect(rewriter.requests.allSatisfy { !$0.messages[1].text.contains("card") })
        }
    }

    private static func rewriter(_ model: ScriptedModel) throws -> QueryRewriter {
        QueryRewriter(model: model, prompt: try Prompt.read(.rewriteQuery, in: Desk.prompts)) { Desk.secret }
    }

    @Test func `a rewriting has its share of the time of an answer, and no more than its own limit`() {
        var settings = AnswerSettings()
        #expect(settings.rewritingMillisecondsMax == 2_500)
        settings.answerSecondsMax = 4
        #expect(settings.rewritingMillisecondsMax == 500)
        settings.answerSecondsMax = 600
        #expect(settings.rewritingMillisecondsMax == 2_500)
    }
}
