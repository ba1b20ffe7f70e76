import Conversations
import Handoff

/// The queries of the inbox. Texts are joined when a list is read, so that an erased one is gone at once.
package enum InboxQuery {
    /// Characters of the last text in a list row.
    package static let lastTextCharactersMax = 200
    /// Conversations that a search looks into, the latest change first: so many that it stays quick.
    package static let conversationsSearchedMax = 10_000
    /// Of the text that is searched for.
    package static let searchCharactersMax = 200

    private static let columnCount = ConversationRow.columns.count

    /// One line a conversation: its last text, the visitor's page and name, the last address.
    private static let rows = """
        SELECT \(ConversationRow.selection), m.author, substr(m.text, 1, \(lastTextCharactersMax)), p.page,
            (SELECT k.text FROM message_body k
             WHERE k.site = c.site AND k.conversation = c.id AND k.kind = 'contact' AND c.has_contact = 1
             ORDER BY k.seq DESC LIMIT 1),
            v.name, v.is_verified
        FROM conversation c
        LEFT JOIN message_body m ON m.site = c.site AND m.conversation = c.id AND m.message = c.last_message
            AND m.kind = 'message'
        LEFT JOIN message_body p ON p.site = c.site AND p.conversation = c.id AND p.seq = c.page_seq
        LEFT JOIN visitor_profile v ON v.site = c.site AND v.visitor = c.visitor
        WHERE c.site = $1
        """

    private static let latestFirst = "ORDER BY c.updated_at DESC, c.id DESC"

    package static let row = rows + " AND c.id = $2"
    package static let waiting =
        rows
        + " AND c.status = 'queued' AND (c.queued_at, c.id) > ($2, $3) ORDER BY c.queued_at, c.id LIMIT $4"
    package static let mine =
        rows + """
             AND c.agent = $5 AND c.status = 'assigned' AND (c.updated_at, c.id) < ($2, $3)
            \(latestFirst) LIMIT $4
            """
    package static let all = rows + " AND (c.updated_at, c.id) < ($2, $3) \(latestFirst) LIMIT $4"
    package static let resolved =
        rows + " AND c.status = 'resolved' AND (c.updated_at, c.id) < ($2, $3) \(latestFirst) LIMIT $4"
    package static let ofVisitor = rows + " AND c.visitor = $2 \(latestFirst) LIMIT $3"

    package static let counts = """
        SELECT
            (SELECT count(*) FROM conversation WHERE site = $1 AND status = 'queued'),
            (SELECT count(*) FROM conversation WHERE site = $1 AND status = 'assigned' AND agent = $2)
        """

    /// `OFFSET 0` keeps PostgreSQL from reading all texts that there are instead of those of the
    /// conversations that are searched.
    package static func search(_ dialect: Dialect) -> String {
        let like = dialect.likeInAnyCase
        return """
            SELECT c.id FROM conversation c
            WHERE c.site = $1 AND c.updated_at >= coalesce(
                    (SELECT b.updated_at FROM conversation b WHERE b.site = $1
                     ORDER BY b.updated_at DESC LIMIT 1 OFFSET $3), 0)
                AND (EXISTS (
                    SELECT 1 FROM message_body t
                    WHERE t.site = c.site AND t.conversation = c.id AND t.text \(like) $2 ESCAPE '\\'
                    LIMIT 1 OFFSET 0)
                  OR EXISTS (
                    SELECT 1 FROM visitor_profile v
                    WHERE v.site = c.site AND v.visitor = c.visitor
                        AND (v.name \(like) $2 ESCAPE '\\' OR v.email \(like) $2 ESCAPE '\\')
                    LIMIT 1 OFFSET 0))
            \(latestFirst)
            LIMIT $4
            """
    }

    package static let toOffer = """
        SELECT id FROM conversation
        WHERE site = $1 AND status = 'queued' AND contact_offered_at IS NULL AND queued_at <= $2
        ORDER BY queued_at, id
        LIMIT $3
        """

    /// The moments at which people accepted, each with what came before: a handoff, or another person who had
    /// it.
    package static let accepted = """
        SELECT a.at,
            (SELECT b.at FROM event b WHERE b.site = a.site AND b.stream = a.stream AND b.seq < a.seq
                AND b.type IN ('handed_off', 'assigned') ORDER BY b.seq DESC LIMIT 1),
            (SELECT b.type FROM event b WHERE b.site = a.site AND b.stream = a.stream AND b.seq < a.seq
                AND b.type IN ('handed_off', 'assigned') ORDER BY b.seq DESC LIMIT 1)
        FROM event a
        WHERE a.site = $1 AND a.type = 'assigned' AND a.at >= $2
        ORDER BY a.at DESC
        LIMIT $3
        """

    static func read(_ row: any Row) throws -> InboxRow {
        InboxRow(
            conversation: try ConversationRow.read(row),
            lastAuthor: try row.optionalValue(columnCount, Actor.init(text:)),
            lastText: try row.optionalText(columnCount + 1),
            page: try EventRow.readPage(row, columnCount + 2),
            contact: try row.optionalText(columnCount + 3),
            visitorName: try row.optionalText(columnCount + 4),
            isVerified: try row.optionalInt(columnCount + 5) == 1)
    }

    /// What `LIKE` finds the text with, taken at its word.
    static func pattern(_ text: String) -> String {
        let cut = text.prefix(searchCharactersMax)
        return cut.reduce(into: "%") { pattern, character in
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        } + "%"
    }
}
