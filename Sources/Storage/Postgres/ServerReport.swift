/// What an operator should know of a PostgreSQL server, as it says itself.
package struct ServerReport: Sendable, Hashable {
    /// As 150018 for 15.18.
    package var version = 0
    package var encoding = ""
    package var collation = ""
    /// Text columns of ours that are not in the order of bytes, as `table.column`.
    package var misorderedColumns: [String] = []
    /// What sessions begin with; Baton's own never have it off.
    package var synchronousCommit = ""
    package var hasFlush = true
    package var hasWholePages = true
    package var isStandby = false
    package var isReadOnly = false
    /// The server's clock less ours, in milliseconds, and how much that may be wrong.
    package var clockOffsetMilliseconds: Int64 = 0
    package var clockErrorMilliseconds: Int64 = 0
    /// Sessions that ordinary roles may have in all, and those that are open.
    package var sessionsMax = 0
    package var sessions = 0
    package var schema = ""
    package var mayCreate = false
    /// Rights that are missing on our tables, as `INSERT on event`.
    package var missingRights: [String] = []
    package var hasTables = false
    /// The log holds numbers of transactions that this server has not come to: it was restored from a dump.
    package var isFromElsewhere = false
    package var nodes: [Node] = []

    /// A process that wrote down that it lives.
    package struct Node: Sendable, Hashable {
        package let id: String
        package let version: String
        package let seenAtMilliseconds: Int64
    }

    /// Sessions of one serving process: appends, other changes, those that read, and the one that listens.
    package static let sessionsPerNode = PostgresReader.connectionsPerStore + 4
    /// More says that one of the two clocks is wrong.
    package static let clockMillisecondsMax: Int64 = 2_000

    package func isAlive(_ node: Node, nowMilliseconds: Int64) -> Bool {
        nowMilliseconds - node.seenAtMilliseconds < LivingNodes.livingMillisecondsMax
    }

    /// Asks the server; changes nothing.
    package static func read(
        _ address: PostgresAddress, now: @escaping @Sendable () -> Int64
    ) async throws(StoreError) -> ServerReport {
        try await ThreadGroup.run {
            Result { () throws(StoreError) in
                let connection = try PostgresConnection.open(address)
                defer { connection.close() }
                do {
                    return try read(connection, now)
                } catch let failure as SQLFailure {
                    throw StoreError(failure, path: address.description)
                } catch {
                    throw .failed(code: "")
                }
            }
        }.get()
    }

    private static func read(_ sql: any SQL, _ now: () -> Int64) throws -> ServerReport {
        var report = ServerReport()
        try report.readServer(sql)
        try report.readClock(sql, now)
        try report.readRights(sql)
        guard report.hasTables else { return report }
        try report.readTables(sql)
        return report
    }
}
