import Conversations

/// The frames that the server sends, by the names of docs/protocol.md.
enum ServerFrame {
    static func pong(_ now: Timestamp) -> JSON { ["type": "pong", "time": .int(now.milliseconds)] }

    static func receipt(_ receipt: Receipt, id: ClientID, in conversation: ConversationID) -> JSON {
        [
            "type": "receipt", "conversation": .string(conversation.value), "id": .string(id.value),
            "seq": .int(Int64(receipt.seq)), "at": .int(receipt.at.milliseconds),
            "repeat": .bool(receipt.isRepeat),
        ]
    }

    static func resumed(_ conversation: ConversationID, epoch: String, head: Int) -> JSON {
        [
            "type": "resumed", "conversation": .string(conversation.value), "epoch": .string(epoch),
            "head": .int(Int64(head)),
        ]
    }

    static func snapshot(_ conversation: ConversationID, epoch: String, reason: String) -> JSON {
        [
            "type": "snapshot", "conversation": .string(conversation.value), "epoch": .string(epoch),
            "reason": .string(reason),
        ]
    }

    static func delta(
        _ conversation: ConversationID, answer: MessageID, number: Int, text: String, whole: Bool = false
    ) -> JSON {
        var members: [String: JSON] = [
            "type": "delta", "conversation": .string(conversation.value), "answer": .string(answer.value),
            "n": .int(Int64(number)), "text": .string(text),
        ]
        if whole { members["whole"] = true }
        return .object(members)
    }

    static func error(
        code: String, message: String, id: String? = nil, conversation: String? = nil,
        retryAfterSeconds: Int? = nil
    ) -> JSON {
        var members: [String: JSON] = ["type": "error", "code": .string(code), "message": .string(message)]
        if let id { members["id"] = .string(id) }
        if let conversation { members["conversation"] = .string(conversation) }
        if let retryAfterSeconds { members["retry_after"] = .int(Int64(retryAfterSeconds)) }
        return .object(members)
    }

    static func refusal(_ refusal: Refusal, id: String?, conversation: ConversationID) -> JSON {
        error(
            code: refusal.code, message: refusal.description, id: id, conversation: conversation.value,
            retryAfterSeconds: refusal == .unavailable ? retrySeconds : nil)
    }

    /// The store cannot say it now, and what was asked has no id.
    static func unavailable() -> JSON {
        error(
            code: Refusal.unavailable.code, message: Refusal.unavailable.description,
            retryAfterSeconds: retrySeconds)
    }

    static func typing(_ conversation: ConversationID, author: JSON, isTyping: Bool) -> JSON {
        [
            "type": "typing", "conversation": .string(conversation.value), "author": author,
            "on": .bool(isTyping),
        ]
    }

    static func seen(_ conversation: ConversationID, seq: Int, by author: JSON) -> JSON {
        [
            "type": "seen", "conversation": .string(conversation.value), "seq": .int(Int64(seq)),
            "by": author,
        ]
    }

    static func viewers(_ conversation: ConversationID, _ authors: [JSON]) -> JSON {
        [
            "type": "viewers", "conversation": .string(conversation.value), "viewers": .array(authors),
        ]
    }

    /// A frame that only the other side of a conversation sends.
    static func misplaced(_ frame: ClientFrame, belongsTo side: String) -> JSON {
        error(
            code: "unknown_type", message: "This type of frame is for \(side).", id: frame.request?.value,
            conversation: frame.conversation?.value)
    }

    static func goingAway(retryAfterSeconds: Int) -> JSON {
        ["type": "going_away", "retry_after": .int(Int64(retryAfterSeconds))]
    }

    /// When to try again after the store was unavailable.
    static let retrySeconds = 3
}
