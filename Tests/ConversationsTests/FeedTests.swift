import Conversations
import Synchronization
import Testing

struct FeedTests {
    let thread = testID(Conversation.self, "conversation-1")
    let other = testID(Conversation.self, "conversation-2")

    @Test func `a listener hears its conversation and no other`() {
        let feed = Feed()
        let heard = Mutex(0)
        let token = feed.listen(to: thread) { _ in heard.withLock { $0 += 1 } }
        feed.tell(typing(thread))
        feed.tell(typing(other))
        #expect(heard.withLock { $0 } == 1)
        feed.stop(token)
        feed.tell(typing(thread))
        #expect(heard.withLock { $0 } == 1)
    }

    @Test func `whoever comes in the middle finds the answer so far`() {
        let feed = Feed()
        feed.tell(.delta(conversation: thread, answer: messageID(1), number: 1, text: "Add "))
        feed.tell(.delta(conversation: thread, answer: messageID(1), number: 2, text: "a tag"))
        #expect(feed.live(in: thread)?.text == "Add a tag")
        #expect(feed.live(in: thread)?.number == 2)
        let done = Conversation(id: thread, visitor: testID(Visitor.self, "visitor-ada"), startedAt: time(0))
        feed.tell(.advanced(done))
        #expect(feed.live(in: thread) == nil)
    }

    private func typing(_ id: ConversationID) -> Signal {
        .typing(conversation: id, by: .assistant, isTyping: true)
    }
}
