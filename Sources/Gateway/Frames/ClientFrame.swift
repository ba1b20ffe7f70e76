import Conversations
import FoundationEssentials
import Handoff
import Identity
import Knowledge

/// A frame that a client sent, checked for its shape only.
enum ClientFrame: Sendable {
    case hello(Hello)
    case ping
    case pong
    case resume(ConversationID, epoch: String?, after: Int)
    case leave(ConversationID)
    case send(ConversationID, id: MessageID, text: String, page: PageContext?)
    case typing(ConversationID, on: Bool)
    case seen(ConversationID, seq: Int)

    case person(ConversationID, id: ClientID)
    case contact(ConversationID, id: ClientID, address: String)
    case helped(ConversationID, id: ClientID, answer: MessageID, helped: Bool)
    case rate(ConversationID, id: ClientID, score: Int)
    case consent(ConversationID, id: ClientID, training: Bool)
    case page(ConversationID, id: ClientID, page: PageContext)
    case profile(VisitorProfile)
    case conversations

    case inbox(InboxRequest)
    case brief(ConversationID)
    case visitor(ConversationID)
    case suggest(ConversationID, message: MessageID)
    case search(number: Int, text: String)
    case accept(ConversationID, id: ClientID)
    case giveBack(ConversationID, id: ClientID)
    case resolve(ConversationID, id: ClientID)
    case note(ConversationID, id: MessageID, text: String)
    case report(ConversationID, id: ClientID, answer: MessageID, flaw: AnswerFlaw)
    case judge(ConversationID, id: ClientID, answer: MessageID, verdict: AnswerVerdict)
    case nameArticle(ConversationID, id: ClientID, message: MessageID, article: ArticleID?)

    /// Who says hello, by which proof.
    struct Hello: Sendable {
        let version: Int
        var token: String?
        /// Signed by the host product.
        var identity: String?
        /// What the page says; proves nothing.
        var profile: VisitorProfile?
        /// From a mail.
        var link: String?
    }

    struct InboxRequest: Sendable {
        let list: String
        let after: InboxCursor?
        let limit: Int
    }

    /// Reads one frame. What can be told of a broken one (its ids) goes into the error, so that the client
    /// can match it.
    static func decode(_ text: String) throws(FrameFailure) -> ClientFrame {
        let fields: FrameFields
        do {
            fields = try JSONDecoder().decode(FrameFields.self, from: Data(text.utf8))
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

    /// The id by which the client wants the answer.
    var request: ClientID? {
        switch self {
        case .send(_, let id, _, _), .person(_, let id), .contact(_, let id, _), .helped(_, let id, _, _),
            .rate(_, let id, _), .consent(_, let id, _), .page(_, let id, _), .accept(_, let id),
            .giveBack(_, let id), .resolve(_, let id), .note(_, let id, _), .report(_, let id, _, _),
            .judge(_, let id, _, _), .nameArticle(_, let id, _, _):
            id
        default: nil
        }
    }

    var conversation: ConversationID? {
        switch self {
        case .send(let id, _, _, _), .person(let id, _), .contact(let id, _, _), .helped(let id, _, _, _),
            .rate(let id, _, _), .consent(let id, _, _), .page(let id, _, _), .accept(let id, _),
            .giveBack(let id, _), .resolve(let id, _), .note(let id, _, _), .report(let id, _, _, _),
            .judge(let id, _, _, _),
            .nameArticle(let id, _, _, _), .typing(let id, _), .seen(let id, _), .resume(let id, _, _),
            .leave(let id), .brief(let id), .visitor(let id), .suggest(let id, _):
            id
        case .hello, .ping, .pong, .inbox, .profile, .conversations, .search: nil
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
