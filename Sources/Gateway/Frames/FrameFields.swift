import Conversations
import Handoff
import Identity
import Knowledge

/// Every field that a client's frame may have; the type says which are needed.
struct FrameFields: Decodable {
    let type: String?
    let v: Int?
    let token: String?
    let identity: String?
    let profile: Profile?
    let link: String?
    let conversation: String?
    let id: String?
    let text: String?
    let page: Page?
    let address: String?
    let answer: String?
    let message: String?
    let article: String?
    let helped: Bool?
    let score: Int?
    let training: Bool?
    let on: Bool?
    let epoch: String?
    let after: Place?
    let seq: Int?
    let list: String?
    let limit: Int?
    let n: Int?
    let kind: String?
    let verdict: String?
    let name: String?
    let email: String?
    let attributes: [String: Scalar]?

    struct Page: Decodable {
        let url: String?
        let title: String?
        let area: String?
        let attributes: [String: String]?

        var context: PageContext {
            PageContext(url: url ?? "", title: title ?? "", area: area, attributes: attributes ?? [:])
        }
    }

    struct Profile: Decodable {
        let name: String?
        let email: String?
        let attributes: [String: Scalar]?

        var value: VisitorProfile {
            VisitorProfile(
                name: name, email: email, attributes: attributes?.mapValues(\.text) ?? [:])
        }
    }

    /// A string, a number or a truth value, as text.
    struct Scalar: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else if let number = try? container.decode(Double.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    /// Behind what: a seq in a conversation, a cursor in a list.
    struct Place: Decodable {
        var seq: Int?
        var cursor: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                seq = try container.decode(Int.self)
            } catch {
                cursor = try container.decode(String.self)
            }
        }
    }
}

extension FrameFields {
    func frame() throws(FrameFailure) -> ClientFrame {
        let type = try needed(type, "type")
        if let frame = try common(type) { return frame }
        if let frame = try visitors(type) { return frame }
        if let frame = try agents(type) { return frame }
        throw FrameFailure(code: "unknown_type", message: "This server does not know this type of frame.")
    }

    private func common(_ type: String) throws(FrameFailure) -> ClientFrame? {
        switch type {
        case "hello":
            .hello(
                .init(
                    version: try needed(v, "v"), token: token, identity: identity, profile: profile?.value,
                    link: link))
        case "ping": .ping
        case "pong": .pong
        case "send":
            .send(try thread(), id: try request(), text: try needed(text, "text"), page: page?.context)
        case "typing": .typing(try thread(), on: try needed(on, "on"))
        case "seen": .seen(try thread(), seq: try notNegative(try needed(seq, "seq"), "seq"))
        case "resume": .resume(try thread(), epoch: epoch, after: try place())
        case "leave": .leave(try thread())
        default: nil
        }
    }

    private func visitors(_ type: String) throws(FrameFailure) -> ClientFrame? {
        switch type {
        case "person": .person(try thread(), id: try request())
        case "contact": .contact(try thread(), id: try request(), address: try needed(address, "address"))
        case "helped":
            .helped(
                try thread(), id: try request(), answer: try identifier(answer, "answer"),
                helped: try needed(helped, "helped"))
        case "rate": .rate(try thread(), id: try request(), score: try needed(score, "score"))
        case "consent":
            .consent(try thread(), id: try request(), training: try needed(training, "training"))
        case "page": .page(try thread(), id: try request(), page: try needed(page, "page").context)
        case "profile":
            .profile(
                VisitorProfile(
                    name: name, email: email, attributes: attributes?.mapValues(\.text) ?? [:]))
        case "conversations": .conversations
        default: nil
        }
    }

    private func agents(_ type: String) throws(FrameFailure) -> ClientFrame? {
        switch type {
        case "inbox": .inbox(try inbox())
        case "brief": .brief(try thread())
        case "visitor": .visitor(try thread())
        case "suggest": .suggest(try thread(), message: try identifier(message, "message"))
        case "search": .search(number: n ?? 0, text: try needed(text, "text"))
        case "accept": .accept(try thread(), id: try request())
        case "give_back": .giveBack(try thread(), id: try request())
        case "resolve": .resolve(try thread(), id: try request())
        case "note": .note(try thread(), id: try request(), text: try needed(text, "text"))
        case "report":
            .report(
                try thread(), id: try request(), answer: try identifier(answer, "answer"), flaw: try flaw())
        case "judge":
            .judge(
                try thread(), id: try request(), answer: try identifier(answer, "answer"),
                verdict: try judgement())
        case "name_article":
            .nameArticle(
                try thread(), id: try request(), message: try identifier(message, "message"),
                article: try named(article))
        default: nil
        }
    }
}

extension FrameFields {
    private func thread() throws(FrameFailure) -> ConversationID {
        try identifier(conversation, "conversation")
    }

    private func request() throws(FrameFailure) -> ClientID { try identifier(id, "id") }

    private func place() throws(FrameFailure) -> Int {
        guard let after else { return 0 }
        guard let seq = after.seq else { throw .bad("The field \"after\" has the wrong type.") }
        return try notNegative(seq, "after")
    }

    private func inbox() throws(FrameFailure) -> ClientFrame.InboxRequest {
        var cursor: InboxCursor?
        if let after {
            guard let known = after.cursor.flatMap(InboxCursor.init) else {
                throw .bad("The field \"after\" is no place in a list: leave it out for the first page.")
            }
            cursor = known
        }
        return ClientFrame.InboxRequest(
            list: try needed(list, "list"), after: cursor,
            limit: max(1, min(limit ?? InboxList.rowsMax, InboxList.rowsMax)))
    }

    private func flaw() throws(FrameFailure) -> AnswerFlaw {
        guard let flaw = AnswerFlaw(rawValue: try needed(kind, "kind")) else {
            let known = AnswerFlaw.allCases.map(\.rawValue).joined(separator: ", ")
            throw .bad("The field \"kind\" is one of \(known).")
        }
        return flaw
    }

    private func judgement() throws(FrameFailure) -> AnswerVerdict {
        guard let verdict = AnswerVerdict(rawValue: try needed(verdict, "verdict")) else {
            let known = AnswerVerdict.allCases.map(\.rawValue).joined(separator: ", ")
            throw .bad("The field \"verdict\" is one of \(known).")
        }
        return verdict
    }

    private func named(_ article: String?) throws(FrameFailure) -> ArticleID? {
        guard let article else { return nil }
        guard let id = ArticleID(article) else { throw .bad("The field \"article\" is no article's id.") }
        return id
    }

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
