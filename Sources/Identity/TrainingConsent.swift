package import Conversations

/// What a visitor said last of training a model with their conversations.
package struct TrainingConsent: Hashable, Sendable {
    package let isGiven: Bool
    package let at: Timestamp
    /// Where it was said; it holds for all conversations of the visitor.
    package let conversation: ConversationID

    package init(isGiven: Bool, at: Timestamp, conversation: ConversationID) {
        self.isGiven = isGiven
        self.at = at
        self.conversation = conversation
    }
}
