/// What answering asks of the processes that work on the same log.
package struct AnsweringNodes: Sendable {
    /// Names this process in the leases that it takes.
    package let own: String
    /// Whether nobody else works on the log now.
    package let isAlone: @Sendable () -> Bool
    /// Whether a node's leases are void, since it will not come back to them.
    package let isDead: @Sendable (String) -> Bool

    package init(
        own: String, isAlone: @escaping @Sendable () -> Bool, isDead: @escaping @Sendable (String) -> Bool
    ) {
        self.own = own
        self.isAlone = isAlone
        self.isDead = isDead
    }

    /// Nobody else can work on this log: every other node is a former start of this one.
    package static func alone(_ own: String) -> AnsweringNodes {
        AnsweringNodes(own: own, isAlone: { true }, isDead: { $0 != own })
    }
}
