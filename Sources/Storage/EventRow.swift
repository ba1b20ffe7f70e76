import Conversations
import FoundationEssentials

/// How events and the texts beside them lie in their tables.
enum EventRow {
    static let insert = """
        INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """

    static func read(_ row: any Row, of conversation: ConversationID) throws -> Event {
        let encoded = EncodedEvent(
            type: try row.text(4), version: try row.int(5), json: try row.text(6))
        return Event(
            conversation: conversation, seq: try row.int(0), position: try row.int64(1),
            at: Timestamp(milliseconds: try row.int64(2)), actor: try row.value(3, Actor.init(text:)),
            body: EventCodec.decode(encoded))
    }

    static func readMessage(_ row: any Row) throws -> Message? {
        guard let id = try row.optionalValue(7, MessageID.init) else { return nil }
        return Message(
            id: id, kind: try row.value(8, Message.Kind.init), author: try row.value(9, Actor.init(text:)),
            text: try row.text(10), page: try readPage(row, 11))
    }

    static func readPage(_ row: any Row, _ column: Int) throws -> PageContext? {
        guard let json = try row.optionalText(column) else { return nil }
        return try JSONDecoder().decode(PageContext.self, from: Data(json.utf8))
    }

    static func encode(_ page: PageContext) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(page), as: UTF8.self)
    }
}
