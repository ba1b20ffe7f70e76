import Conversations
package import Identity
import Synchronization

/// The names of agents, as visitors and colleagues see them. Read once from the directory and kept: names
/// rarely change.
package final class TeamNames: Sendable {
    /// More people than this are looked up anew each time.
    static let namesMax = 10_000
    static let unknownName = "A colleague"

    private let directory: any Directory
    private let names = Mutex<[AgentID: String]>([:])

    package init(directory: any Directory) { self.directory = directory }

    func forget() { names.withLock { $0 = [:] } }

    func name(of agent: AgentID) async -> String {
        if let known = names.withLock({ $0[agent] }) { return known }
        guard let user = try? await directory.user(agent) else { return Self.unknownName }
        names.withLock { names in
            if names.count < Self.namesMax { names[agent] = user.name }
        }
        return user.name
    }
}
