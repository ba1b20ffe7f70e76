package import Conversations
import Foundation

/// What one process tells the others beside the log. A lost one harms nothing for long.
package enum NodeFrame: Hashable, Sendable {
    case delta(ConversationID, answer: MessageID, number: Int, text: String)
    case typing(ConversationID, by: Actor, isTyping: Bool)
    case seen(ConversationID, by: Actor, seq: Int)
    /// All who have the conversation open at the teller's; empty once the last has left.
    case viewers(ConversationID, [AgentID])
    case presence(AgentID, isThere: Bool)
    /// Somebody is new, or was away: say again what stands in no log.
    case hello
}

extension NodeFrame {
    /// A notification of PostgreSQL holds less than 8,000 bytes, with the name of the node.
    package static let bytesMax = 7_800
    /// Frames of another version mean something else and are left alone.
    static let version = 1

    /// As it travels. `nil` for what is too long: the other side then waits for the log.
    package var json: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(Wire(self)), data.count <= Self.bytesMax else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// `nil` for what this release does not understand.
    package init?(json: String) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(json.utf8)), let frame = wire.frame
        else { return nil }
        self = frame
    }

    /// The names of the members are short, since every byte is written to a log and read by every node.
    private struct Wire: Codable {
        var v = NodeFrame.version
        let t: String
        var c: ConversationID?
        var m: MessageID?
        var n: Int?
        var x: String?
        var by: String?
        var on: Bool?
        var agents: [AgentID]?

        init(_ frame: NodeFrame) {
            switch frame {
            case .delta(let id, let answer, let number, let text):
                (t, c, m, n, x) = ("delta", id, answer, number, text)
            case .typing(let id, let actor, let isTyping):
                (t, c, by, on) = ("typing", id, actor.text, isTyping)
            case .seen(let id, let actor, let seq): (t, c, by, n) = ("seen", id, actor.text, seq)
            case .viewers(let id, let agents): (t, c, self.agents) = ("viewers", id, agents)
            case .presence(let agent, let isThere): (t, agents, on) = ("presence", [agent], isThere)
            case .hello: t = "hello"
            }
        }

        var frame: NodeFrame? {
            guard v == NodeFrame.version else { return nil }
            switch t {
            case "delta":
                guard let c, let m, let n, let x, n > 0 else { return nil }
                return .delta(c, answer: m, number: n, text: x)
            case "typing":
                guard let c, let actor, let on else { return nil }
                return .typing(c, by: actor, isTyping: on)
            case "seen":
                guard let c, let actor, let n else { return nil }
                return .seen(c, by: actor, seq: n)
            case "viewers": return c.flatMap { c in agents.map { .viewers(c, $0) } }
            case "presence":
                return agents?.first.flatMap { agent in on.map { .presence(agent, isThere: $0) } }
            case "hello": return .hello
            default: return nil
            }
        }

        private var actor: Actor? { by.flatMap(Actor.init(text:)) }
    }
}
