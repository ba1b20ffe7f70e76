package import Conversations
package import Identity
package import Learning

/// A visitor whom a name, an address or an id fits.
package struct FoundVisitor: Hashable, Sendable {
    package let id: VisitorID
    package let profile: VisitorProfile?
    package let conversations: Int
}

/// What was taken away with the words of one conversation.
package struct Erased: Hashable, Sendable {
    package var texts = 0
    package var vectors = 0

    package init() {}

    package static func += (sum: inout Erased, one: Erased) {
        sum.texts += one.texts
        sum.vectors += one.vectors
    }
}

/// Taking a person's words out of the database. The log stays, so that counts stay true.
extension Store {
    /// Visitors with this id, this address in what is said of them, or who left it; each once.
    package func visitors(of person: String, limit: Int) async throws(JournalError) -> [FoundVisitor] {
        let sought = person.trimmedOfWhitespace
        return try await read { sql in
            let ids = try sql.query(
                """
                SELECT visitor FROM (
                    SELECT visitor FROM conversation WHERE site = $1 AND visitor = $2
                    UNION SELECT visitor FROM visitor_profile
                    WHERE site = $1 AND (visitor = $2 OR lower(email) = lower($2))
                    UNION SELECT c.visitor FROM message_body m
                    JOIN conversation c ON c.site = m.site AND c.id = m.conversation
                    WHERE m.site = $1 AND m.kind = '\(Message.Kind.contact.rawValue)'
                        AND lower(m.text) = lower($2)) found
                ORDER BY visitor LIMIT $3
                """, [.int(Self.site), .text(sought), .int(max(0, limit))]
            ) { try $0.value(0, VisitorID.init) }
            return try ids.map { id in
                let count = try sql.first(
                    "SELECT count(*) FROM conversation WHERE site = $1 AND visitor = $2",
                    [.int(Self.site), .text(id.value)]
                ) { try $0.int(0) }
                return FoundVisitor(
                    id: id, profile: try VisitorRow.profile(of: id, on: sql), conversations: count ?? 0)
            }
        }
    }

    /// Conversations of a visitor that still have words.
    package func conversationsWithWords(
        of visitor: VisitorID, limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await conversationsWithWords("c.visitor = $2", .text(visitor.value), limit)
    }

    /// Those that nobody works on and that have words, though nothing happened in them since a moment.
    package func conversationsWithWords(
        before moment: Timestamp, limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await conversationsWithWords(
            "c.updated_at < $2 AND c.status IN ('assistant', 'resolved')", .int(moment.milliseconds), limit)
    }

    private func conversationsWithWords(
        _ condition: String, _ value: Value, _ limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(
                """
                SELECT c.id FROM conversation c
                WHERE c.site = $1 AND \(condition) AND EXISTS (
                    SELECT 1 FROM message_body m WHERE m.site = c.site AND m.conversation = c.id)
                ORDER BY c.updated_at, c.id LIMIT $3
                """, [.int(Self.site), value, .int(max(0, limit))]
            ) { try $0.value(0, ConversationID.init) }
        }
    }

    /// Conversations in which something happened from a moment until before another, in the order of ids.
    package func conversations(
        from: Timestamp, to: Timestamp, after: ConversationID?, limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(
                """
                SELECT id FROM conversation
                WHERE site = $1 AND updated_at >= $2 AND started_at < $3 AND id > $4 ORDER BY id LIMIT $5
                """,
                [
                    .int(Self.site), .int(from.milliseconds), .int(to.milliseconds),
                    .text(after?.value ?? ""), .int(max(0, limit)),
                ]
            ) { try $0.value(0, ConversationID.init) }
        }
    }

    /// Takes all words of one conversation away, with what was made of them, and says so in its log: all or
    /// nothing. A conflict means that somebody wrote in it at the same time.
    package func erase(
        _ id: ConversationID, why: EventBody.Redaction, at: Timestamp
    ) async throws(JournalError) -> Erased {
        try await write { sql in
            let key: [Value] = [.int(Self.site), .text(id.value)]
            guard let conversation = try sql.first(JournalQuery.conversation, key, ConversationRow.read)
            else { return Erased() }
            var erased = Erased()
            for table in ["escalation_vector", "unanswered_question"] {
                erased.vectors += try sql.execute("DELETE FROM \(table) WHERE \(Self.ofConversation)", key)
            }
            try sql.execute("DELETE FROM phrasing WHERE \(Self.ofConversation)", key)
            erased.texts = try sql.execute("DELETE FROM message_body WHERE \(Self.ofConversation)", key)
            _ = try Append(conversation.redacted(why, at: at)).run(on: sql)
            // All nodes read the remembered questions anew.
            if erased.vectors > 0 { try ChangeCounter.raise(.calibration, on: sql) }
            return erased
        }
    }

    private static let ofConversation = "site = $1 AND conversation = $2"

    /// Deletes what is said of a visitor, and of whom they were before a product vouched for them.
    package func eraseProfile(of visitor: VisitorID) async throws(JournalError) -> Int {
        try await write { sql in
            let former = try sql.query(
                """
                SELECT DISTINCT e.actor FROM event e
                JOIN conversation c ON c.site = e.site AND c.id = e.stream
                WHERE c.site = $1 AND c.visitor = $2 AND e.actor LIKE 'visitor:%'
                """, [.int(Self.site), .text(visitor.value)]
            ) { try $0.text(0) }
            var ids = Set([visitor])
            for case .visitor(let id) in former.compactMap(Actor.init(text:)) { ids.insert(id) }
            return try ids.reduce(0) { count, id in
                try count
                    + sql.execute(
                        "DELETE FROM visitor_profile WHERE site = $1 AND visitor = $2",
                        [.int(Self.site), .text(id.value)])
            }
        }
    }

    /// Gaps with questions of a conversation.
    package func gaps(touching id: ConversationID) async throws(JournalError) -> [Gap] {
        try await read { sql in
            try sql.query(
                """
                SELECT DISTINCT g.body FROM escalation e JOIN gap g ON g.site = e.site AND g.id = e.gap
                WHERE e.site = $1 AND e.conversation = $2
                """, [.int(Self.site), .text(id.value)]
            ) { try OutcomeRow.decode(Gap.self, try $0.text(0)) }
        }
    }

    /// Revisions of an article hold its phrasings, also those that are not current any more.
    package func eraseFromRevisions(_ texts: [String], of article: String) async throws(JournalError) {
        let gone = Set(texts)
        try await write { sql in
            let rows = try sql.query(
                "SELECT number, phrasings FROM revision WHERE site = $1 AND article = $2",
                [.int(Self.site), .text(article)]
            ) { (try $0.int(0), try $0.value(1, RevisionRow.texts)) }
            for (number, phrasings) in rows where !gone.isDisjoint(with: phrasings) {
                try sql.execute(
                    "UPDATE revision SET phrasings = $4 WHERE site = $1 AND article = $2 AND number = $3",
                    [
                        .int(Self.site), .text(article), .int(number),
                        .text(try RevisionRow.json(phrasings.filter { !gone.contains($0) })),
                    ])
            }
        }
    }
}
