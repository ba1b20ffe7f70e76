import Conversations

/// Turns a frame that asks for a change into the change, and its outcome into a frame.
protocol ConversationDesk: Sendable {
    func receipt(
        for frame: ClientFrame, in id: ConversationID, request: ClientID
    ) async throws(Refusal) -> Receipt
}

extension ConversationDesk {
    func record(_ frame: ClientFrame, in id: ConversationID, request: ClientID) async -> JSON {
        do throws(Refusal) {
            return ServerFrame.receipt(
                try await receipt(for: frame, in: id, request: request), id: request, in: id)
        } catch {
            return ServerFrame.refusal(error, id: request.value, conversation: id)
        }
    }
}
