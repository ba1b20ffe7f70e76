package import Knowledge

extension Store: ArticleFeedback {
    /// Readers of articles have no id but that of their visit; 0 lets everybody read an event, 1 the team.
    private static let teamReadership: Int64 = 1

    @discardableResult
    package func note(_ answer: HelpedByArticle, atMilliseconds: Int64) async throws -> Bool {
        try await write { sql in
            let revision = try sql.first(
                RevisionRow.numbered,
                [.int(Self.site), .text(answer.article.value), .int(answer.revision)]
            ) { _ in true }
            guard revision != nil else { return false }
            let last = try Self.last(answer, on: sql)
            if last?.hasHelped != answer.hasHelped { try Self.append(answer, at: atMilliseconds, on: sql) }
            return true
        }
    }

    package func tally(of article: ArticleID) async throws -> [HelpedTally] {
        let stream = StreamKind.stream(ofArticle: article.value)
        let answers = try await read { sql in
            // Only the last answer of each visit: its request points to it.
            try sql.query(
                """
                SELECT e.type, e.v, e.body FROM client_request c
                JOIN event e ON e.site = c.site AND e.stream = c.conversation AND e.seq = c.seq
                WHERE c.site = $1 AND c.conversation = $2
                """, [.int(Self.site), .text(stream)], Self.answer
            ).compactMap(\.self)
        }
        return Dictionary(grouping: answers, by: \.revision).map { revision, answers in
            let helped = answers.count(where: \.hasHelped)
            return HelpedTally(revision: revision, helped: helped, notHelped: answers.count - helped)
        }.sorted { $0.revision > $1.revision }
    }

    /// What the same visit said before of the same revision.
    private static func last(_ answer: HelpedByArticle, on sql: any SQL) throws -> HelpedByArticle? {
        try sql.first(
            """
            SELECT e.type, e.v, e.body FROM client_request c
            JOIN event e ON e.site = c.site AND e.stream = c.conversation AND e.seq = c.seq
            WHERE c.site = $1 AND c.conversation = $2 AND c.client_id = $3
            """, [.int(site), .text(stream(answer)), .text(client(answer))], Self.answer) ?? nil
    }

    private static func append(_ answer: HelpedByArticle, at: Int64, on sql: any SQL) throws {
        let stream = Value.text(stream(answer))
        // In one transaction nobody else moves the head in between.
        try sql.execute(
            """
            INSERT INTO stream (site, id, kind, seq) VALUES ($1, $2, $3, 1)
            ON CONFLICT (site, id) DO UPDATE SET seq = stream.seq + 1
            """, [.int(site), stream, .text(StreamKind.article.rawValue)])
        let seq = try sql.first(
            "SELECT seq FROM stream WHERE site = $1 AND id = $2", [.int(site), stream]
        ) { try $0.int(0) }
        guard let seq else { throw StoreError.unreadableRow }
        let event = ArticleEvent.helpedByArticle(answer)
        try sql.execute(
            EventRow.insert,
            [
                .int(site), stream, .int(seq), .text(event.type), .int(ArticleEvent.version), .int(at),
                .text("reader:\(answer.visit)"), .int(teamReadership), .text(try event.json),
            ])
        try sql.execute(
            """
            INSERT INTO client_request (site, conversation, client_id, seq, at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (site, conversation, client_id) DO UPDATE SET seq = excluded.seq, at = excluded.at
            """, [.int(site), stream, .text(client(answer)), .int(seq), .int(at)])
    }

    private static func answer(_ row: any Row) throws -> HelpedByArticle? {
        switch ArticleEvent(type: try row.text(0), version: try row.int(1), json: try row.text(2)) {
        case .helpedByArticle(let answer): answer
        case nil: nil
        }
    }

    private static func stream(_ answer: HelpedByArticle) -> String {
        StreamKind.stream(ofArticle: answer.article.value)
    }

    private static func client(_ answer: HelpedByArticle) -> String { "\(answer.visit).\(answer.revision)" }
}
