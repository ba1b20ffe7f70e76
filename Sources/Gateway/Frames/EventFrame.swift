import Conversations

/// Puts an event into the words of one reader: the visitor or the team, in protocol version 1 or 2.
struct EventFrame: Sendable {
    let readership: Readership
    let version: Int
    let names: TeamNames
    let articles: any ArticleTitles
    let publicURL: String

    func frame(for delivered: DeliveredEvent) async -> JSON {
        let event = delivered.event
        return [
            "type": "event", "conversation": .string(event.conversation.value), "seq": .int(Int64(event.seq)),
            "prev": .int(Int64(delivered.prev)), "at": .int(event.at.milliseconds),
            "event": .object(await members(of: delivered)),
        ]
    }

    /// `{"kind", "name"}`, with an agent's `id` for the team; version 1 has the kind alone.
    func author(_ actor: Actor) async -> JSON {
        let kind: JSON
        var members: [String: JSON] = [:]
        switch actor {
        case .visitor: kind = "visitor"
        case .assistant, .system: kind = "assistant"
        case .agent(let id):
            kind = "agent"
            members["name"] = .string(await names.name(of: id))
            if readership == .team { members["id"] = .string(id.value) }
        }
        guard version > 1 else { return kind }
        members["kind"] = kind
        return .object(members)
    }

    private func members(of delivered: DeliveredEvent) async -> [String: JSON] {
        let actor = delivered.event.actor
        switch delivered.event.body {
        case .started: return ["type": "started"]
        case .visitorSent, .agentSent, .answered, .askedBack: return await message(delivered)
        case .answerStarted(let lease): return ["type": "answering", "answer": .string(lease.answer.value)]
        case .answerInterrupted(let interrupted):
            return withdrawn(interrupted, shown: delivered.message?.text)
        case .decided(let decision): return decided(decision, searched: delivered.message?.text)
        case .handedOff(let handedOff):
            return [
                "type": "handed_off", "reason": .string(handedOff.reason.rawValue),
                "online": .int(Int64(handedOff.online)),
            ]
        case .contactOffered: return ["type": "contact_offered"]
        case .contactLeft: return ["type": "contact_left", "address": .optional(delivered.message?.text)]
        case .assigned(let agent): return ["type": "joined", "author": await author(.agent(agent))]
        case .givenBack: return ["type": "given_back"]
        case .resolved: return ["type": "resolved", "author": await author(actor)]
        case .reopened(let episode): return ["type": "reopened", "episode": .int(Int64(episode))]
        case .rated(let score): return ["type": "rated", "score": .int(Int64(score))]
        case .helped(let answer, let helped):
            return ["type": "helped", "answer": .string(answer.value), "helped": .bool(helped)]
        case .consented(let training): return ["type": "consented", "training": .bool(training)]
        case .mailed(let seqTo): return ["type": "mailed", "seq_to": .int(Int64(seqTo))]
        case .mailFailed(let failed):
            return [
                "type": "mail_failed", "why": .string(failed.why.rawValue), "detail": .string(failed.detail),
                "seq_to": .int(Int64(failed.seqTo)),
            ]
        case .noted, .reported, .judged, .articleNamed, .pageChanged: return await aside(delivered)
        case .claimed: return ["type": "claimed"]
        case .askedAgain(let again):
            return [
                "type": "asked_again", "decision": .int(Int64(again.decision)),
                "in": .string(again.conversation.value),
            ]
        case .redacted(let why): return ["type": "redacted", "why": .string(why.rawValue)]
        case .unknown(let type, _, _): return ["type": .string(type)]
        }
    }

    /// What only the team sees.
    private func aside(_ delivered: DeliveredEvent) async -> [String: JSON] {
        let author = await author(delivered.event.actor)
        switch delivered.event.body {
        case .noted(let id):
            return [
                "type": "note", "id": .string(id.value), "author": author,
                "text": .string(delivered.message?.text ?? ""),
            ]
        case .reported(let answer, let flaw):
            return [
                "type": "reported", "answer": .string(answer.value), "kind": .string(flaw.rawValue),
                "author": author,
            ]
        case .judged(let answer, let verdict):
            return [
                "type": "judged", "answer": .string(answer.value), "verdict": .string(verdict.rawValue),
                "author": author,
            ]
        case .articleNamed(let message, let article):
            let title = article.flatMap { articles.titles(of: [$0])[$0] }
            return [
                "type": "article_named", "message": .string(message.value), "article": .optional(article),
                "title": .optional(title), "author": author,
            ]
        default:
            return ["type": "page_changed", "page": delivered.message?.page.map(Self.page) ?? .null]
        }
    }

    private func message(_ delivered: DeliveredEvent) async -> [String: JSON] {
        var members: [String: JSON] = [
            "type": "message", "author": await author(delivered.event.actor),
            "id": .optional(delivered.event.body.message?.value),
            // The text is gone once a person was erased; that something was said stays true.
            "text": .string(delivered.message?.text ?? ""),
        ]
        if readership == .team, let page = delivered.message?.page { members["page"] = Self.page(page) }
        switch delivered.event.body {
        case .answered(let answered):
            members["asks_if_helped"] = .bool(answered.asksIfHelped)
            members["citations"] = .array(
                answered.citations.enumerated().map { citation($0.element, number: $0.offset + 1) })
        case .askedBack(let asked): members["choices"] = .array(asked.replies.map(JSON.string))
        default: break
        }
        return members
    }

    private func withdrawn(_ interrupted: EventBody.Interrupted, shown: String?) -> [String: JSON] {
        var members: [String: JSON] = [
            "type": "withdrawn", "answer": .string(interrupted.answer.value),
            "why": .string(interrupted.why.rawValue),
        ]
        if readership == .team { members["text"] = .string(shown ?? "") }
        return members
    }

    private func citation(_ citation: Citation, number: Int) -> JSON {
        let anchor = citation.anchor.map { "#" + $0 } ?? ""
        return [
            "n": .int(Int64(number)), "article": .string(citation.article), "title": .string(citation.title),
            "url": .string("\(publicURL)/help/\(citation.article)\(anchor)"),
            "source": .optional(articles.source(of: citation.article)),
            "text": .string(citation.excerpt),
        ]
    }

    static func page(_ page: PageContext) -> JSON {
        [
            "url": .string(page.url), "title": .string(page.title), "area": .optional(page.area),
            "attributes": .object(page.attributes.mapValues(JSON.string)),
        ]
    }

    private func decided(_ decision: Decision, searched: String?) -> [String: JSON] {
        let titles = articles.titles(of: decision.candidates.map(\.article))
        return [
            "type": "decided", "outcome": .string(decision.outcome.rawValue),
            "reason": .optional(decision.reason?.rawValue), "snapshot": .string(decision.snapshot),
            "answerer": .string(decision.answerer),
            "candidates": .array(decision.candidates.map { Self.candidate($0, titles[$0.article]) }),
            "measures": .object(decision.measures.mapValues(JSON.number)),
            "model": .optional(decision.model), "prompt": .optional(decision.prompt),
            "model_failure": .optional(decision.modelFailure), "rule": .optional(decision.rule),
            "checks": decision.checks.map(Self.checks) ?? .null,
            "rewriting": decision.rewriting.map { Self.rewriting($0, searched) } ?? .null,
        ].merging(Self.confidence(decision)) { own, _ in own }
    }

    private static func confidence(_ decision: Decision) -> [String: JSON] {
        [
            "confidence": decision.confidence.map(JSON.number) ?? .null,
            "confidence_version": .optional(decision.confidenceVersion),
            "threshold": decision.threshold.map(JSON.number) ?? .null, "area": .optional(decision.area),
            "audited": .bool(decision.audit != nil), "band": .optional(decision.band?.rawValue),
            "chosen": .optional(decision.chosen),
        ]
    }

    /// `searched` is `nil` once it was erased.
    private static func rewriting(_ rewriting: Decision.Rewriting, _ searched: String?) -> JSON {
        [
            "text": .optional(searched), "prompt": .string(rewriting.prompt),
            "failure": .optional(rewriting.failure),
        ]
    }

    private static func checks(_ checks: Decision.Checks) -> JSON {
        [
            "sentences": .int(Int64(checks.sentences)), "shown": .int(Int64(checks.shown)),
            "omitted": .int(Int64(checks.omitted)), "unsupported": .int(Int64(checks.unsupported)),
            "first_rejection": .optional(checks.firstRejection?.rawValue),
        ]
    }

    private static func candidate(_ candidate: Decision.Candidate, _ title: String?) -> JSON {
        [
            "article": .string(candidate.article), "title": .optional(title),
            "revision": .int(Int64(candidate.revision)),
            "passage": .int(Int64(candidate.passage)), "score": .number(candidate.score),
            "coverage": .number(candidate.coverage),
        ]
    }
}
