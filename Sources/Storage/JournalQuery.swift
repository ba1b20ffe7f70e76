/// The queries of the log that run with every message or page.
package enum JournalQuery {
    package static let conversation =
        "SELECT \(ConversationRow.selection) FROM conversation c WHERE c.site = $1 AND c.id = $2"

    package static let receipt =
        "SELECT seq, at FROM client_request WHERE site = $1 AND conversation = $2 AND client_id = $3"

    /// The events that one reader may see, in order, each with its text. `coalesce` keeps PostgreSQL from
    /// reading all texts of the conversation for each event, which is quick only while there are few.
    package static let events = """
        SELECT e.seq, e.position, e.at, e.actor, e.type, e.v, e.body,
            m.message, m.kind, m.author, m.text, m.page
        FROM event e
        LEFT JOIN message_body m
            ON m.site = e.site AND m.conversation = coalesce(e.stream, '') AND m.seq = e.seq
        WHERE e.site = $1 AND e.stream = $2 AND e.seq > $3 AND e.readership <= $4
        ORDER BY e.seq
        LIMIT $5
        """

    /// The last event before `$3` that one reader may see.
    package static let previous = """
        SELECT seq FROM event
        WHERE site = $1 AND stream = $2 AND seq < $3 AND readership <= $4
        ORDER BY seq DESC
        LIMIT 1
        """

    package static let event = """
        SELECT e.seq, e.position, e.at, e.actor, e.type, e.v, e.body
        FROM event e
        WHERE e.site = $1 AND e.stream = $2 AND e.seq = $3
        """

    package static let history = """
        SELECT e.seq, e.position, e.at, e.actor, e.type, e.v, e.body
        FROM event e
        WHERE e.site = $1 AND e.stream = $2
        ORDER BY e.seq
        """

    package static let author = """
        SELECT author FROM message_body
        WHERE site = $1 AND conversation = $2 AND message = $3 AND kind = 'message'
        """

    package static let text = """
        SELECT text FROM message_body
        WHERE site = $1 AND conversation = $2 AND message = $3 AND kind = $4
        """
}
