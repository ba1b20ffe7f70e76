package import Conversations

/// A conversation whose row is not what its events add up to.
package struct ReadModelDifference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// Events and no row.
        case missing
        case differs
        /// A row without events that begin a conversation.
        case orphan
        /// The stream's head is not the seq of its last event, or the events have a gap.
        case headDiffers = "head_differs"
    }

    package let conversation: String
    package let kind: Kind

    package init(conversation: String, kind: Kind) {
        self.conversation = conversation
        self.kind = kind
    }
}

extension Store {
    /// A check stops after this many differences: it is broken then, and the rest says no more.
    package static let differencesMax = 100

    /// Writes every conversation's row anew from its events, in one transaction.
    package func rebuildReadModels() async throws(JournalError) {
        try await write { sql in
            try sql.execute("DELETE FROM conversation WHERE site = $1", [.int(Self.site)])
            for stream in try ReadModel.streams(on: sql) {
                if let folded = Conversation.folded(try ReadModel.events(stream.id, on: sql)) {
                    _ = try sql.pipeline([ConversationRow.storing(folded)])
                }
            }
        }
    }

    /// Compares every conversation's row with its events, in one snapshot. Empty when all is well.
    package func verifyReadModels() async throws(JournalError) -> [ReadModelDifference] {
        try await read { sql in
            var found: [ReadModelDifference] = []
            for stream in try ReadModel.streams(on: sql) where found.count < Self.differencesMax {
                if let kind = try ReadModel.difference(stream, on: sql) {
                    found.append(ReadModelDifference(conversation: stream.id, kind: kind))
                }
            }
            return found
        }
    }
}

/// What the events of the log add up to.
enum ReadModel {
    struct Stream {
        let id: String
        let seq: Int
    }

    static func streams(on sql: any SQL) throws -> [Stream] {
        try sql.query(
            "SELECT id, seq FROM stream WHERE site = $1 AND kind = $2 ORDER BY id",
            [.int(Store.site), .text(StreamKind.conversation.rawValue)]
        ) { row in
            Stream(id: try row.text(0), seq: try row.int(1))
        }
    }

    static func events(_ id: String, on sql: any SQL) throws -> [Event] {
        guard let conversation = ConversationID(id) else { throw StoreError.unreadableRow }
        return try sql.query(
            JournalQuery.history, [.int(Store.site), .text(id)]
        ) { row in
            try EventRow.read(row, of: conversation)
        }
    }

    static func difference(_ stream: Stream, on sql: any SQL) throws -> ReadModelDifference.Kind? {
        let stored = try sql.first(
            JournalQuery.conversation, [.int(Store.site), .text(stream.id)]
        ) { row in
            // As values, so that columns that are computed for an index are compared as well.
            ConversationRow.columns.indices.map { row[$0] }
        }
        let events = try events(stream.id, on: sql)
        guard events.map(\.seq) == Array(1..<(stream.seq + 1)) else { return .headDiffers }
        guard let folded = Conversation.folded(events) else { return stored == nil ? nil : .orphan }
        guard let stored else { return .missing }
        return stored == ConversationRow.values(folded) ? nil : .differs
    }
}
