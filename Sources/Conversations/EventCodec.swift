import FoundationEssentials

/// An event body as it is stored: a type, the version of its shape, and JSON.
package struct EncodedEvent: Hashable, Sendable {
    package let type: String
    package let version: Int
    package let json: String

    package init(type: String, version: Int, json: String) {
        self.type = type
        self.version = version
        self.json = json
    }
}

/// Writes event bodies in their newest version and reads every version ever written.
package enum EventCodec {
    package static func encode(_ body: EventBody) throws -> EncodedEvent {
        switch body {
        case .started(let visitor): try encoded("started", 1, ["visitor": visitor.value])
        case .visitorSent(let id): try encoded("visitor_sent", 1, ["message": id.value])
        case .agentSent(let id): try encoded("agent_sent", 1, ["message": id.value])
        case .answerStarted(let lease): try encoded("answer_started", 1, lease)
        case .answered(let answered): try encoded("answered", 1, answered)
        case .askedBack(let asked): try encoded("asked_back", 1, asked)
        case .answerInterrupted(let interrupted): try encoded("answer_interrupted", 1, interrupted)
        case .decided(let decision): try encoded("decided", 1, decision)
        case .handedOff(let handedOff): try encoded("handed_off", 1, handedOff)
        case .contactOffered: try encoded("contact_offered", 1, Empty())
        case .contactLeft(let id): try encoded("contact_left", 1, ["message": id.value])
        case .assigned(let agent): try encoded("assigned", 1, ["agent": agent.value])
        case .givenBack: try encoded("given_back", 1, Empty())
        case .resolved: try encoded("resolved", 1, Empty())
        case .reopened(let episode): try encoded("reopened", 1, ["episode": episode])
        case .rated(let score): try encoded("rated", 1, ["score": score])
        case .helped(let answer, let helped): try encoded("helped", 1, Helped(answer: answer, helped: helped))
        case .consented(let training): try encoded("consented", 1, ["training": training])
        case .mailed(let seqTo): try encoded("mailed", 1, Mailed(seqTo: seqTo))
        case .mailFailed(let failed): try encoded("mail_failed", 1, failed)
        case .noted(let id): try encoded("note", 1, ["message": id.value])
        case .reported(let answer, let flaw):
            try encoded("reported", 1, Reported(answer: answer, kind: flaw))
        case .judged(let answer, let verdict):
            try encoded("judged", 1, Judged(answer: answer, verdict: verdict))
        case .articleNamed(let message, let article):
            try encoded("article_named", 1, ArticleNamed(message: message, article: article))
        case .pageChanged(let id): try encoded("page_changed", 1, ["message": id.value])
        case .claimed(let visitor): try encoded("claimed", 1, ["visitor": visitor.value])
        case .askedAgain(let again): try encoded("asked_again", 1, again)
        case .redacted(let why): try encoded("redacted", 1, ["why": why.rawValue])
        case .unknown(let type, let version, let json): EncodedEvent(type: type, version: version, json: json)
        }
    }

    /// Never fails: what this release cannot read stays `.unknown`, untouched.
    package static func decode(_ stored: EncodedEvent) -> EventBody {
        let unknown = EventBody.unknown(type: stored.type, version: stored.version, json: stored.json)
        guard stored.version == 1 else { return unknown }
        return (try? known(stored)) ?? unknown
    }

    private static func known(_ stored: EncodedEvent) throws -> EventBody? {
        switch stored.type {
        case "started": .started(visitor: try decoded(stored, Started.self).visitor)
        case "visitor_sent": .visitorSent(message: try decoded(stored, Sent.self).message)
        case "agent_sent": .agentSent(message: try decoded(stored, Sent.self).message)
        case "answer_started": .answerStarted(try decoded(stored, AnswerLease.self))
        case "answered": .answered(try decoded(stored, EventBody.Answered.self))
        case "asked_back": .askedBack(try decoded(stored, AskedBack.self))
        case "answer_interrupted": .answerInterrupted(try decoded(stored, EventBody.Interrupted.self))
        case "decided": .decided(try decoded(stored, Decision.self))
        case "handed_off": .handedOff(try decoded(stored, EventBody.HandedOff.self))
        case "contact_offered": .contactOffered
        case "contact_left": .contactLeft(message: try decoded(stored, Sent.self).message)
        case "assigned": .assigned(agent: try decoded(stored, Assigned.self).agent)
        case "given_back": .givenBack
        case "resolved": .resolved
        case "reopened": .reopened(episode: try decoded(stored, Reopened.self).episode)
        case "rated": .rated(score: try decoded(stored, Rated.self).score)
        case "helped": try decoded(stored, Helped.self).body
        case "consented": .consented(training: try decoded(stored, Consented.self).training)
        case "mailed": .mailed(seqTo: try decoded(stored, Mailed.self).seqTo)
        case "mail_failed": .mailFailed(try decoded(stored, EventBody.MailFailed.self))
        case "note": .noted(message: try decoded(stored, Sent.self).message)
        case "reported": try decoded(stored, Reported.self).body
        case "judged": try decoded(stored, Judged.self).body
        case "article_named": try decoded(stored, ArticleNamed.self).body
        case "page_changed": .pageChanged(message: try decoded(stored, Sent.self).message)
        case "claimed": .claimed(visitor: try decoded(stored, Started.self).visitor)
        case "asked_again": .askedAgain(try decoded(stored, EventBody.AskedAgain.self))
        case "redacted": .redacted(try decoded(stored, Redacted.self).why)
        default: nil
        }
    }

    private struct Empty: Codable {}
    private struct Started: Codable { let visitor: VisitorID }
    private struct Redacted: Codable { let why: EventBody.Redaction }
    private struct Sent: Codable { let message: MessageID }
    private struct Assigned: Codable { let agent: AgentID }
    private struct Reopened: Codable { let episode: Int }
    private struct Rated: Codable { let score: Int }
    private struct Consented: Codable { let training: Bool }
    private struct Mailed: Codable {
        let seqTo: Int
        enum CodingKeys: String, CodingKey { case seqTo = "seq_to" }
    }
    private struct Helped: Codable {
        let answer: MessageID
        let helped: Bool
        var body: EventBody { .helped(answer: answer, helped: helped) }
    }

    private struct Reported: Codable {
        let answer: MessageID
        let kind: AnswerFlaw
        var body: EventBody { .reported(answer: answer, flaw: kind) }
    }
    private struct Judged: Codable {
        let answer: MessageID
        let verdict: AnswerVerdict
        var body: EventBody { .judged(answer: answer, verdict: verdict) }
    }
    private struct ArticleNamed: Codable {
        let message: MessageID
        let article: String?
        var body: EventBody { .articleNamed(message: message, article: article) }
    }

    private static func encoded(_ type: String, _ version: Int, _ value: some Encodable) throws
        -> EncodedEvent
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(value), as: UTF8.self)
        return EncodedEvent(type: type, version: version, json: json)
    }

    private static func decoded<T: Decodable>(_ stored: EncodedEvent, _ type: T.Type) throws -> T {
        try JSONDecoder().decode(type, from: Data(stored.json.utf8))
    }
}
