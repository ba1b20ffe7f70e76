import Conversations

/// Who has which conversation open at other processes, as they say it again and again.
struct Viewers {
    /// What is not said again for this long does not hold any more: its node lost it, or is lost itself.
    static let heardSecondsMax = 60
    /// Entries beyond this are not remembered: whoever looks on there is not shown.
    static let entriesMax = 20_000

    struct Entry {
        let node: String
        let agents: [AgentID]
        var heardAt: Timestamp
    }

    private var entries: [ConversationID: [Entry]] = [:]
    private var count = 0

    func viewers(of id: ConversationID) -> Set<AgentID> {
        Set(entries[id, default: []].flatMap(\.agents))
    }

    /// True when other people look on than before.
    mutating func take(_ agents: [AgentID], of id: ConversationID, at node: String, now: Timestamp) -> Bool {
        var known = entries[id, default: []]
        let before = Set(known.flatMap(\.agents))
        known.removeAll { $0.node == node }
        if !agents.isEmpty, count < Self.entriesMax {
            known.append(Entry(node: node, agents: agents, heardAt: now))
        }
        put(known, in: id)
        return Set(known.flatMap(\.agents)) != before
    }

    mutating func forget(where isOver: (Entry) -> Bool) -> [ConversationID] {
        var changed: [ConversationID] = []
        for (id, known) in entries where known.contains(where: isOver) {
            put(known.filter { !isOver($0) }, in: id)
            changed.append(id)
        }
        return changed
    }

    private mutating func put(_ known: [Entry], in id: ConversationID) {
        count += known.count - entries[id, default: []].count
        entries[id] = known.isEmpty ? nil : known
    }
}
