package import Conversations

/// What to do about all that was heard since the last time: each conversation is looked at once, and in the
/// order in which things were told.
package struct HeardPlan: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case look(ConversationID)
        case frame(node: String, NodeFrame)
    }

    package private(set) var steps: [Step] = []
    package private(set) var mayHaveMissed = false

    /// - Parameter isAwaited: whether anybody here wants to know what becomes of a conversation.
    package init(_ heard: [Heard], isAwaited: (ConversationID) -> Bool) {
        var answering: Set<ConversationID> = []
        // From the end: what a look finds is the latest, so it belongs where the last of the tellings stood.
        var looked: Set<ConversationID> = []
        var backwards: [Step] = []
        for one in heard { if case .frame(_, let json) = one { answering.formUnion(Self.answered(json)) } }
        for one in heard.reversed() {
            switch one {
            case .missed: mayHaveMissed = true
            case .frame(let node, let json):
                if let frame = NodeFrame(json: json) { backwards.append(.frame(node: node, frame)) }
            case .advanced(let ids):
                for id in ids.reversed() where looked.insert(id).inserted {
                    // The end of an answer must be noticed wherever its beginning is remembered.
                    if answering.contains(id) || isAwaited(id) { backwards.append(.look(id)) }
                }
            }
        }
        steps = backwards.reversed()
    }

    package var looks: [ConversationID] {
        steps.compactMap { if case .look(let id) = $0 { id } else { nil } }
    }

    private static func answered(_ json: String) -> [ConversationID] {
        guard case .delta(let id, _, _, _) = NodeFrame(json: json) else { return [] }
        return [id]
    }
}
