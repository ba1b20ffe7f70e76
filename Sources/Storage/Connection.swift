/// A database connection as one worker uses it: queries, and transactions around them.
protocol Connection: SQL, Sendable {
    func begin(_ mode: TransactionMode) throws
    /// Runs the statements as `pipeline` does and commits; with the last answer all of it is durable.
    func commit(after statements: [Statement]) throws -> [Int]
    /// Leaves the connection without a transaction, or lost.
    func rollback()
    var isInTransaction: Bool { get }
    func close()
}

extension Connection {
    func commit() throws { _ = try commit(after: []) }
}

enum TransactionMode: Hashable, Sendable {
    /// All queries see the same moment.
    case read
    /// What other writers commit meanwhile is seen by the next statement; conditions in the statements
    /// decide.
    case write
    /// As if nobody else wrote: what was read still holds at the commit, or the transaction fails as `raced`.
    case alone
}
