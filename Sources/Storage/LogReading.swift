import Conversations
import FoundationEssentials

/// How a subscriber that makes rows of conversations goes through the log: a cursor of its own, the events
/// that it reads, and what it made put in the place of what was there.
package struct LogReading: Sendable {
    /// Under which its cursor is kept.
    let name: String
    /// The types of events that it reads.
    let types: Set<String>

    /// For the query planner's test. Every event, so that the cursor moves on over those of no interest.
    package static let due = """
        SELECT txid, position, stream, type FROM event
        WHERE (txid, position) > ($1, $2) AND txid < $3
        ORDER BY txid, position
        LIMIT $4
        """

    /// For the query planner's test: the events of one conversation that it reads.
    package var events: String {
        let list = types.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return """
            SELECT e.seq, e.position, e.at, e.actor, e.type, e.v, e.body
            FROM event e
            WHERE e.site = $1 AND e.stream = $2 AND e.type IN (\(list))
            ORDER BY e.seq
            """
    }

    func piece(limit: Int, epoch: String, on sql: any SQL) throws -> LogPiece {
        let from = try cursor(epoch, on: sql)
        let horizon = try sql.first(sql.dialect.horizon, []) { try $0.int64(0) } ?? 0
        let found = try sql.query(
            Self.due, [.int(from.transaction), .int(from.position), .int(horizon), .int(max(0, limit))]
        ) { row in
            let place = LogCursor(transaction: try row.int64(0), position: try row.int64(1))
            return (place, stream: try row.text(2), type: try row.text(3))
        }
        let streams = Set(found.filter { types.contains($0.type) }.map(\.stream))
        return LogPiece(
            from: from, to: found.last?.0 ?? from,
            conversations: streams.sorted().compactMap(ConversationID.init))
    }

    func events(of id: ConversationID, on sql: any SQL) throws -> [Event] {
        try sql.query(events, [.int(Store.site), .text(id.value)]) { try EventRow.read($0, of: id) }
    }

    /// Moves the cursor on, if it still is where the piece begins; false otherwise.
    func take(_ piece: LogPiece, epoch: String, on sql: any SQL) throws -> Bool {
        guard try cursor(epoch, on: sql) == piece.from else { return false }
        try Meta.set(key, to: "\(epoch) \(piece.to.transaction) \(piece.to.position)", on: sql)
        return true
    }

    func forget(on sql: any SQL) throws {
        try sql.execute(
            "DELETE FROM meta WHERE site = $1 AND name = $2", [.int(Store.site), .text(key)])
    }

    private var key: String { "\(name).cursor" }

    /// Transactions are another database's where the rows were copied or restored from: then all is looked at
    /// anew, which changes nothing that is right.
    private func cursor(_ epoch: String, on sql: any SQL) throws -> LogCursor {
        let parts = try Meta.value(key, on: sql)?.split(separator: " ") ?? []
        guard parts.count == 3, parts[0] == epoch, let transaction = Int64(parts[1]),
            let position = Int64(parts[2]), sql.dialect == .postgres || transaction <= 0
        else { return .beginning }
        return LogCursor(transaction: transaction, position: position)
    }
}
