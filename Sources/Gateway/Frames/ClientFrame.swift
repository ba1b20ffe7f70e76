import Conversations
import FoundationEssentials
import Handoff

/// A frame that a client sent, checked for its shape only.
enum ClientFrame: Sendable {
    case hello(version: Int, token: String?)
    case ping
    case pong
    case send(ConversationID, id: MessageID, text: String, page: PageContext?)
    case person(ConversationID, id: ClientID)
    case contact(ConversationID, id: ClientID, address: String)
    case helped(ConversationID, id: ClientID, answer: MessageID, helped: Bool)
    case rate(ConversationID, id: ClientID, score: Int)
    case typing(ConversationID, on: Bool)
    case resume(ConversationID, epoch: String?, after: Int)
    case leave(ConversationID)
    case inbox(String)
    case brief(ConversationID)
    case accept(ConversationID, id: ClientID)
    case giveBack(ConversationID, id: ClientID)
    case resolve(ConversationID, id: ClientID)

    /// Reads one frame. What can be told of a broken one (its ids) goes into the error, so that the client
    /// can match it.
    static func decode(_ text: String) throws(FrameFailure) -> ClientFrame {
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(text.utf8))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let name = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw .bad(
                name.isEmpty ? "A frame is a JSON object." : "The field \"\(name)\" has the wrong type.")
        } catch {
            throw .bad("This is not JSON: a frame is one JSON object.")
        }
        do throws(FrameFailure) {
            return try fields.frame()
        } catch {
            throw FrameFailure(
                code: error.code, message: error.message, id: fields.id, conversation: fields.conversation)
        }
    }
}

/// What is wrong with a frame.
struct FrameFailure: Error, Hashable, Sendable {
    let code: String
    let message: String
    var id: String?
    var conversation: String?

    static func bad(_ message: String) -> FrameFailure { FrameFailure(code: "bad_frame", message: message) }
}

/// Every field that a client's frame may have; the type says which are needed.
private struct Fields: Decodable {
    let type: String?
    let v: Int?
    let token: String?
    let conversation: String?
    let id: String?
    let text: String?
    let page: Page?
    let address: String?
    let answer: String?
    let helped: Bool?
    let score: Int?
    let on: Bool?
    let epoch: String?
    let after: Int?
    let list: String?

    struct Page: Decodable {
        let url: String?
        let title: String?
        let area: String?
        let attributes: [String: String]?

        var context: PageContext {
            PageContext(url: url ?? "", title: title ?? "", area: area, attributes: attributes ?? [:])
        }
    }

    func frame() throws(FrameFailure) -> ClientFrame {
        switch try needed(type, "type") {
        case "hello": .hello(version: try needed(v, "v"), token: token)
        case "ping": .ping
        case "pong": .pong
        case "send":
            .send(try thread(), id: try request(), text: try needed(text, "text"), page: page?.context)
        case "person": .person(try thread(), id: try request())
        case "contact": .contact(try thread(), id: try request(), address: try needed(address, "address"))
        case "helped":
            .helped(
                try thread(), id: try request(), answer: try identifier(answer, "answer"),
                helped: try needed(helped, "helped"))
        case "rate": .rate(try thread(), id: try request(), score: try needed(score, "score"))
        case "typing": .typing(try thread(), on: try needed(on, "on"))
        case "resume": .resume(try thread(), epoch: epoch, after: try notNegative(after ?? 0, "after"))
        case "leave": .leave(try thread())
        case "inbox": .inbox(try needed(list, "list"))
        case "brief": .brief(try thread())
        case "accept": .accept(try thread(), id: try request())
        case "give_back": .giveBack(try thread(), id: try request())
        case "resolve": .resolve(try thread(), id: try request())
        default:
            throw FrameFailure(code: "unknown_type", message: "This server does not know this type of frame.")
        }
    }

    private func thread() throws(FrameFailure) -> ConversationID {
        try identifier(conversation, "conversation")
    }
    private func request() throws(FrameFailure) -> ClientID { try identifier(id, "id") }

    private func needed<Value>(_ value: Value?, _ name: String) throws(FrameFailure) -> Value {
        guard let value else { throw .bad("The field \"\(name)\" is missing.") }
        return value
    }

    private func notNegative(_ value: Int, _ name: String) throws(FrameFailure) -> Int {
        guard value >= 0 else { throw .bad("The field \"\(name)\" must not be negative.") }
        return value
    }

    private func identifier<Kind>(_ value: String?, _ name: String) throws(FrameFailure) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(try needed(value, name)) else {
            throw .bad("The field \"\(name)\" must be 8 to 64 characters of A-Z a-z 0-9 - _.")
        }
        return id
    }
}
