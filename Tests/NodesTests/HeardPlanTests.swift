import Conversations
import Nodes
import Testing

struct HeardPlanTests {
    private let one = testID(Conversation.self, "conversation-1")
    private let two = testID(Conversation.self, "conversation-2")
    private let answer = testID(Message.self, "answer-0001")

    @Test func `a burst of news of one conversation is one look, where the last of them stood`() throws {
        let typing = NodeFrame.typing(one, by: .assistant, isTyping: true)
        let plan = HeardPlan(
            [.advanced([one, two]), .frame(node: "b", json: try #require(typing.json)), .advanced([one])],
            isAwaited: { _ in true })
        #expect(plan.steps == [.look(two), .frame(node: "b", typing), .look(one)])
        #expect(!plan.mayHaveMissed)
    }

    @Test func `what nobody here follows is not looked at`() {
        let plan = HeardPlan([.advanced([one, two])], isAwaited: { $0 == two })
        #expect(plan.looks == [two])
    }

    @Test func `the end of an answer is looked at though only its beginning made anybody care`() throws {
        let delta = NodeFrame.delta(one, answer: answer, number: 1, text: "Add ")
        let plan = HeardPlan(
            [.frame(node: "b", json: try #require(delta.json)), .advanced([one])], isAwaited: { _ in false })
        #expect(plan.steps == [.frame(node: "b", delta), .look(one)])
    }

    @Test func `a loss is noticed wherever it stands, and nonsense is left out`() {
        let plan = HeardPlan([.missed, .frame(node: "b", json: "{")], isAwaited: { _ in true })
        #expect(plan.mayHaveMissed && plan.steps.isEmpty)
    }

    @Test func `too much to remember becomes one loss`() {
        let hearing = Hearing()
        for _ in 0...Hearing.heardMax { hearing.put([.advanced([one])]) }
        #expect(hearing.takeAll() == [.missed])
        hearing.put([.advanced([two])])
        #expect(hearing.takeAll() == [.advanced([two])])
    }
}
