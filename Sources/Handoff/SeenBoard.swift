package import Conversations
import Synchronization

/// How far each side has seen each conversation. In memory alone: it says whether somebody is looking now,
/// and after a restart the clients say it again.
package final class SeenBoard: Sendable {
    /// Beyond twice as many conversations those that nobody looked at for the longest are forgotten.
    package static let conversationsMax = 5_000

    package struct Marks: Hashable, Sendable {
        /// The highest seq that somebody of the team has seen, and who was first to.
        package var team: Mark?
        package var visitor: Mark?
    }

    package struct Mark: Hashable, Sendable {
        package let seq: Int
        package let by: Actor
    }

    private struct Generations {
        var young: [ConversationID: Marks] = [:]
        var old: [ConversationID: Marks] = [:]
    }

    private let generations = Mutex(Generations())

    package init() {}

    package func marks(of id: ConversationID) -> Marks {
        generations.withLock { $0.young[id] ?? $0.old[id] ?? Marks() }
    }

    /// True when this is further than before.
    package func mark(_ id: ConversationID, seq: Int, by actor: Actor) -> Bool {
        generations.withLock { generations in
            var marks = generations.young[id] ?? generations.old[id] ?? Marks()
            let mark = Mark(seq: seq, by: actor)
            switch actor {
            case .visitor:
                guard seq > marks.visitor?.seq ?? 0 else { return false }
                marks.visitor = mark
            case .agent:
                guard seq > marks.team?.seq ?? 0 else { return false }
                marks.team = mark
            case .assistant, .system: return false
            }
            if generations.young.count >= Self.conversationsMax {
                generations.old = generations.young
                generations.young = [:]
            }
            generations.young[id] = marks
            return true
        }
    }
}
