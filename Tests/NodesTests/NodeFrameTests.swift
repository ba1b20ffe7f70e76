import Conversations
import Nodes
import Testing

struct NodeFrameTests {
    private let thread = testID(Conversation.self, "conversation-1")
    private let ada = testID(Agent.self, "agent-ada-1")
    private let answer = testID(Message.self, "answer-0001")

    @Test func `every frame is read as it was written`() throws {
        let visitor = Actor.visitor(testID(Visitor.self, "visitor-ada"))
        let frames: [NodeFrame] = [
            .delta(thread, answer: answer, number: 3, text: "Tag \"ä\" \u{1F600}\n/"),
            .typing(thread, by: visitor, isTyping: true), .typing(thread, by: .agent(ada), isTyping: false),
            .seen(thread, by: .agent(ada), seq: 12), .viewers(thread, [ada]), .viewers(thread, []),
            .presence(ada, isThere: true), .presence(ada, isThere: false), .hello,
        ]
        for frame in frames { #expect(NodeFrame(json: try #require(frame.json)) == frame) }
    }

    @Test func `what is too long for a notification is not told`() {
        let long = String(repeating: "ä", count: 4_000)
        #expect(NodeFrame.delta(thread, answer: answer, number: 1, text: long).json == nil)
        let short = String(repeating: "ä", count: 3_000)
        let json = NodeFrame.delta(thread, answer: answer, number: 1, text: short).json
        #expect(json.map { $0.utf8.count <= NodeFrame.bytesMax } == true)
    }

    @Test(arguments: [
        #"{"v":1,"t":"applause","c":"conversation-1"}"#, #"{"v":2,"t":"hello"}"#, #"{"t":"hello"}"#,
        #"{"v":1,"t":"delta","c":"x","m":"answer-0001","n":1,"x":"a"}"#,
        #"{"v":1,"t":"delta","c":"conversation-1","m":"answer-0001","n":0,"x":"a"}"#,
        #"{"v":1,"t":"typing","c":"conversation-1","by":"nobody","on":true}"#, "", "[]", "{",
    ])
    func `what a later release or nobody would say is left alone`(json: String) {
        #expect(NodeFrame(json: json) == nil)
    }
}

func testID<Kind>(_ kind: Kind.Type, _ text: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(text) else { preconditionFailure("\(text) is no identifier") }
    return id
}
