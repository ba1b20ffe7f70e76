import Conversations
import Identity
import Storage
import Testing

/// A person's words lie in one table, what is said of a person in another, and what came from a conversation
/// says from which: all can be erased.
@Suite struct ErasureTests {
    /// Every table, and its column with the conversation's id; `nil` where nothing comes from conversations.
    /// What is said of a visitor lies in `visitor_profile`, by visitor.
    /// A new table must be added here: think about how a person is erased from it.
    private static let conversationColumn: [String: String?] = [
        "stream": "id", "event": "stream", "client_request": "conversation", "message_body": "conversation",
        "conversation": "id",
        "site": nil, "meta": nil, "person": nil, "session": nil, "invitation": nil, "article": nil,
        "revision": nil, "article_vector": nil, "snapshot": nil, "schema_migration": nil,
        "visitor_profile": nil, "audit_entry": nil, "person_totp": nil, "recovery_code": nil,
        "setting_value": nil, "page_visit": nil, "node": nil, "agent_presence": nil, "change_counter": nil,
        "mail_progress": "conversation", "outcome": "conversation", "unanswered_question": "conversation",
        "confidence_version": nil, "escalation": "conversation", "escalation_vector": "conversation",
        "gap": nil, "phrasing": "conversation", "expectation": "conversation",
    ]
    /// Nothing was mailed or decided by a search here.
    private static let empty: Set = [
        "mail_progress", "outcome", "unanswered_question", "escalation", "escalation_vector", "phrasing",
        "expectation",
    ]

    /// Puts a marker into everything that a person can write, and returns the number of texts.
    private func writeEverything(_ desk: Desk) async throws -> Int {
        let page = PageContext(
            url: "https://example.com/MARKER-url", title: "MARKER-title", area: "MARKER-area",
            attributes: ["MARKER-name": "MARKER-value"])
        try await desk.send("message-1", "MARKER-question", page: page)
        try await desk.startAnswer("answer-01")
        try await desk.interruptAnswer("answer-01", shown: "MARKER-prefix")
        try await desk.startAnswer("answer-02")
        try await desk.finishAnswer("answer-02", "MARKER-answer")
        try await desk.send("message-2", "MARKER-more", page: page)
        try await desk.requestPerson("request-1")
        try await desk.leaveContact("contact-1", "MARKER-address@example.com")
        try await desk.accept("accept-01")
        try await desk.reply("reply-001", "MARKER-reply")
        try await desk.move(
            "page-0001",
            to: PageContext(url: "https://example.com/MARKER-next", title: "MARKER-next"))
        try await desk.resolve("resolve-1")
        let rating = try await desk.existing().rate(2, client: try id("rating-01"), at: desk.clock.now())
        _ = try await desk.store.append(rating)
        try await desk.note("note-0001", "MARKER-note")
        let profile = VisitorProfile(
            name: "MARKER-name", email: "MARKER@example.com", attributes: ["MARKER-plan": "MARKER-team"])
        try await desk.store.take(profile, of: desk.visitor, at: desk.clock.now())
        return 7
    }

    @Test(arguments: Backend.lasting)
    func `words lie in the table of texts and that of profiles alone`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let store = try await place.open()
            let texts = try await writeEverything(try Desk(store))
            await store.close()

            var found: [String: Int] = [:]
            let connection = try place.connection()
            for table in try place.tables() {
                for column in try columns(of: table, connection) {
                    let marked = try connection.query(
                        """
                        SELECT count(*) FROM "\(table)"
                        WHERE CAST("\(column)" AS TEXT) LIKE '%MARKER%'
                        """, []
                    ) { $0[0] }
                    if marked != [.int(0)], case .int(let count)? = marked.first {
                        found["\(table).\(column)"] = Int(count)
                    }
                }
            }
            #expect(
                found == [
                    "message_body.text": texts, "message_body.page": 3, "visitor_profile.name": 1,
                    "visitor_profile.email": 1, "visitor_profile.attributes": 1,
                ])
        }
    }

    @Test(arguments: Backend.lasting)
    func `every table is classified and names the conversation that its rows came from`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let store = try await place.open()
            let desk = try Desk(store)
            _ = try await writeEverything(desk)
            await store.close()
            let connection = try place.connection()
            #expect(Set(try place.tables()) == Set(Self.conversationColumn.keys))
            for (table, column) in Self.conversationColumn {
                guard let column else { continue }
                #expect(try columns(of: table, connection).contains(column), "\(table)")
                let ids = try connection.query("SELECT DISTINCT \(column) FROM \(table)", []) {
                    try $0.text(0)
                }
                guard !Self.empty.contains(table) else { continue }
                #expect(ids == [desk.conversation.value], "\(table)")
            }
        }
    }

    private func columns(of table: String, _ connection: any SQL) throws -> [String] {
        let text =
            switch connection.dialect {
            case .sqlite: "SELECT name FROM pragma_table_info($1)"
            case .postgres:
                """
                SELECT CAST(column_name AS TEXT) FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = $1
                """
            }
        return try connection.query(text, [.text(table)]) { try $0.text(0) }
    }
}
