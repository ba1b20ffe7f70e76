package import Conversations
package import Nodes

extension Store: NodeLedger {
    package func beat(
        _ beat: NodeBeat, heard agents: [AgentID: Timestamp], left: [AgentID: Timestamp]
    ) async throws(JournalError) {
        // Reads nothing, so that the heartbeats of two nodes do not stand in each other's way.
        try await write { sql in
            try sql.execute(
                """
                INSERT INTO node (site, id, version, started_at, seen_at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (site, id) DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at
                """,
                [
                    .int(Self.site), .text(beat.node), .text(beat.version), .int(beat.startedAt.milliseconds),
                    .int(beat.at.milliseconds),
                ])
            // In one order everywhere, so that two nodes that heard the same people never wait in a circle.
            for (agent, at) in agents.sorted(by: { $0.key.value < $1.key.value }) {
                try sql.execute(
                    """
                    INSERT INTO agent_presence (site, agent, beat_at) VALUES ($1, $2, $3)
                    ON CONFLICT (site, agent) DO UPDATE SET beat_at = excluded.beat_at
                    WHERE agent_presence.beat_at < excluded.beat_at
                    """, [.int(Self.site), .text(agent.value), .int(at.milliseconds)])
            }
            for (agent, at) in left.sorted(by: { $0.key.value < $1.key.value }) {
                try sql.execute(
                    "DELETE FROM agent_presence WHERE site = $1 AND agent = $2 AND beat_at <= $3",
                    [.int(Self.site), .text(agent.value), .int(at.milliseconds)])
            }
        }
    }

    package func beats() async throws(JournalError) -> NodeBeats {
        try await read { sql in
            let nodes = try sql.query(
                "SELECT id, version, started_at, seen_at FROM node WHERE site = $1", [.int(Self.site)]
            ) { row in
                NodeBeat(
                    node: try row.text(0), version: try row.text(1),
                    startedAt: Timestamp(milliseconds: try row.int64(2)),
                    at: Timestamp(milliseconds: try row.int64(3)))
            }
            let agents = try sql.query(
                "SELECT agent, beat_at FROM agent_presence WHERE site = $1", [.int(Self.site)]
            ) { row in
                (try row.value(0, AgentID.init), Timestamp(milliseconds: try row.int64(1)))
            }
            return NodeBeats(
                nodes: nodes, agents: Dictionary(agents, uniquingKeysWith: { first, _ in first }))
        }
    }

    package func forget(nodes: [String]) async throws(JournalError) {
        try await write { sql in
            for node in nodes.sorted() {
                try sql.execute(
                    "DELETE FROM node WHERE site = $1 AND id = $2", [.int(Self.site), .text(node)])
            }
        }
    }

    /// Without an upper bound, unlike `tail`: whoever looks once must see also what stands behind a
    /// transaction that is still running.
    package static let advancedQuery = """
        SELECT stream FROM event WHERE (txid, position) > ($1, $2)
        GROUP BY stream ORDER BY max(position) DESC LIMIT $3
        """

    package func advanced(since cursor: LogCursor, limit: Int) async throws(JournalError) -> [ConversationID]
    {
        try await read { sql in
            try sql.query(
                Self.advancedQuery, [.int(cursor.transaction), .int(cursor.position), .int(max(0, limit))]
            ) { try $0.text(0) }.compactMap(ConversationID.init)
        }
    }
}

extension Store {
    /// What the first process proposed under a name; `nil` when nobody did.
    package func agreement(
        on name: String, proposing value: String?
    ) async throws(JournalError) -> String? {
        if let kept = try await read({ try Meta.value(name, on: $0) }) { return kept }
        guard let value else { return nil }
        return try await write { try Meta.value(name, on: $0, orMint: { value }) }
    }

    /// How to reach the other processes; `nil` where there can be none.
    package func announcements() -> PostgresAnnouncements? {
        guard case .postgres(let address) = location else { return nil }
        return PostgresAnnouncements(address, node: node)
    }
}
