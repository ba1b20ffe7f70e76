import Conversations
import Nodes

/// One notification, read: `a NODE ID ID ...` of the log, `f NODE JSON` of all else.
struct Announcement {
    let node: String
    let heard: Heard

    /// `nil` for what this release does not understand.
    init?(_ payload: String) {
        let parts = payload.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        node = String(parts[1])
        switch parts[0] {
        case "a": heard = .advanced(parts[2].split(separator: " ").compactMap { ConversationID(String($0)) })
        case "f": heard = .frame(node: node, json: String(parts[2]))
        default: return nil
        }
    }
}
