import Conversations
import Storage

/// Durable receipts a second and how long each took, on both databases, beside SQLite without Baton.
///
/// A receipt is what a visitor's message costs the storage: the conversation is loaded, the rule applied, and
/// the
/// change appended down to the disk. Each connection sends its next message when the last one has its
/// receipt.
struct ReceiptsBenchmark {
    static let connectionCounts = [1, 100, 1_000]
    private static let seconds = 4
    /// Then the visitor begins another conversation.
    private static let messagesPerConversation = 200

    func run(folder: String, postgres: PostgresAddress) async throws {
        print("Receipts, all of them durable (\(Self.seconds) s each)")
        print("connections  storage              a second    p50 ms    p99 ms   per commit    ratio")
        for count in Self.connectionCounts {
            let plain = try PlainBatches(folder: folder).rowsPerSecond(batch: count, seconds: Self.seconds)
            line(count, "SQLite, no Baton", Result(perSecond: plain), reference: plain)
            for (name, location) in [
                ("SQLite", StoreLocation.file("\(folder)/receipts-\(count).db")),
                ("PostgreSQL", .postgres(postgres)),
            ] {
                let store = try await Store.open(
                    location, options: StoreOptions(node: "bench", newEpoch: { "e" }))
                let result = try await measure(store, connections: count)
                await store.close()
                line(count, name, result, reference: plain)
            }
        }
    }

    private struct Result {
        var perSecond: Double
        var p50 = Double.nan
        var p99 = Double.nan
        var perCommit = Double.nan
    }

    private func line(_ count: Int, _ name: String, _ result: Result, reference: Double) {
        let name = name.padded(to: 18)
        let rate = String(Int(result.perSecond)).leftPadded(to: 11)
        let rest = [result.p50, result.p99, result.perCommit].map {
            $0.isNaN ? "-".leftPadded(to: 10) : column($0, width: 10)
        }.joined()
        let ratio = column(result.perSecond / reference)
        print("\(String(count).leftPadded(to: 11))  \(name)\(rate)\(rest)   \(ratio)")
    }

    private func measure(_ store: Store, connections: Int) async throws -> Result {
        let run = String(Int(Clock.wallMilliseconds()))
        // The first round opens connections and prepares statements.
        _ = try await rounds(
            store, connections: connections, run: run + "w", until: .now + .milliseconds(500))
        let (before, began) = (store.commits, ContinuousClock.now)
        let times = try await rounds(
            store, connections: connections, run: run, until: began + .seconds(Self.seconds)
        ).sorted()
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        return Result(
            perSecond: Double(times.count) / seconds, p50: times[times.count / 2],
            p99: times[times.count * 99 / 100],
            perCommit: Double(times.count) / Double(max(1, store.commits - before)))
    }

    /// Milliseconds of each receipt.
    private func rounds(
        _ store: Store, connections: Int, run: String, until end: ContinuousClock.Instant
    ) async throws -> [Double] {
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for connection in 0..<connections {
                group.addTask { try await send(to: store, as: "\(run)-\(connection)", until: end) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func send(to store: Store, as name: String, until end: ContinuousClock.Instant) async throws
        -> [Double]
    {
        let recorder = Recorder(journal: store, feed: Feed(), clock: FixedClock())
        guard let visitor = VisitorID("visitor-\(name)") else { return [] }
        var (times, number) = ([Double](), 0)
        while ContinuousClock.now < end {
            guard
                let conversation = ConversationID(
                    "conversation-\(name)-\(number / Self.messagesPerConversation)"),
                let message = MessageID("message-\(name)-\(number)")
            else { return times }
            let began = ContinuousClock.now
            _ = try await recorder.record(
                conversation, in: .visitor(visitor), client: message
            ) { existing, now throws(Refusal) in
                try Conversation.receive(
                    Message(id: message, author: .visitor(visitor), text: Self.text), from: visitor,
                    in: conversation, existing: existing, at: now)
            }
            times.append((ContinuousClock.now - began) / .milliseconds(1))
            number += 1
        }
        return times
    }

    static let text = """
        Where is my order? It was to come last week, and nobody tells me when it will be here. Its number is \
        4711.
        """
}

/// Nothing here depends on the time of day.
private struct FixedClock: WallClock {
    func now() -> Timestamp { Timestamp(milliseconds: 1_700_000_000_000) }

    func sleep(milliseconds: Int) async throws {}
}

/// The same rows written by SQLite alone: no queue, no rules, no waiting askers.
private struct PlainBatches {
    let folder: String

    func rowsPerSecond(batch: Int, seconds: Int) throws -> Double {
        let connection = try SQLiteConnection(path: "\(folder)/plain-\(batch).db", busyMilliseconds: 1000)
        _ = try connection.query("PRAGMA journal_mode = WAL", []) { _ in () }
        try connection.script("PRAGMA synchronous = FULL")
        try connection.script(Self.tables)
        var rows = 0
        let start = ContinuousClock.now
        while ContinuousClock.now < start + .seconds(seconds) {
            try connection.script("BEGIN IMMEDIATE")
            for _ in 0..<batch {
                rows += 1
                try write(rows, on: connection)
            }
            try connection.script("COMMIT")
        }
        return Double(rows) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private func write(_ number: Int, on connection: SQLiteConnection) throws {
        let (conversation, message) = (
            Value.text("conversation-\(number / 200)"), Value.text("message-\(number)")
        )
        let seq = Value.int(Int64(number))
        try connection.execute(
            "INSERT INTO stream VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq",
            [conversation, seq])
        try connection.execute(
            "INSERT INTO event (stream, seq, body) VALUES ($1, $2, $3)",
            [conversation, seq, .text("{\"message\":\"message-\(number)\"}")])
        try connection.execute(
            "INSERT INTO message_body VALUES ($1, $2, $3, $4)",
            [conversation, message, seq, .text(ReceiptsBenchmark.text)])
        try connection.execute(
            "INSERT INTO client_request VALUES ($1, $2, $3)", [conversation, message, seq])
        try connection.execute(
            """
            INSERT INTO conversation VALUES ($1, 'visitor', 'assistant', $2, 1700000000000)
            ON CONFLICT (id) DO UPDATE SET seq = excluded.seq
            """, [conversation, seq])
    }

    private static let tables = """
        CREATE TABLE stream (id TEXT PRIMARY KEY, seq INTEGER) STRICT, WITHOUT ROWID;
        CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, seq INTEGER, body TEXT,
            UNIQUE (stream, seq)) STRICT;
        CREATE TABLE message_body (conversation TEXT, message TEXT, seq INTEGER, text TEXT,
            PRIMARY KEY (conversation, message)) STRICT;
        CREATE TABLE client_request (conversation TEXT, client TEXT, seq INTEGER,
            PRIMARY KEY (conversation, client)) STRICT, WITHOUT ROWID;
        CREATE TABLE conversation (id TEXT PRIMARY KEY, visitor TEXT, status TEXT, seq INTEGER,
            updated_at INTEGER) STRICT;
        CREATE INDEX conversation_by_change ON conversation (updated_at, id);
        """
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + spaces(upTo: width) }
    fileprivate func leftPadded(to width: Int) -> String { spaces(upTo: width) + self }
    private func spaces(upTo width: Int) -> String { String(repeating: " ", count: max(0, width - count)) }
}
