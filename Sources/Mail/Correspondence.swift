package import Conversations

/// What a conversation's log says about its mail: where to, what has gone out, what is still to go.
package struct Correspondence: Sendable {
    /// One reply of the team that has not gone out.
    package struct Reply: Sendable, Hashable {
        package let seq: Int
        package let agent: AgentID
        package let text: String
    }

    /// More replies than this in one mail are one too many; the link shows them all.
    package static let repliesMax = 20

    /// The last address that the visitor left; `nil` when it was erased or never left.
    package private(set) var address: String?
    /// The visitor's first words, for a subject that stays the same.
    package private(set) var question: String?
    /// Replies up to this one need no mail: it went out, or was given up.
    package private(set) var settledSeq = 0
    /// The last reply of each mail that went out, oldest first.
    package private(set) var mailedSeqs: [Int] = []
    package private(set) var replies: [Reply] = []

    package init() {}

    package mutating func take(_ delivered: DeliveredEvent) {
        let (event, text) = (delivered.event, delivered.message?.text)
        switch event.body {
        case .visitorSent: question = question ?? text
        case .contactLeft: address = text
        case .agentSent:
            guard case .agent(let agent) = event.actor, let text else { return }
            replies.append(Reply(seq: event.seq, agent: agent, text: text))
        case .mailed(let seqTo):
            settle(seqTo)
            mailedSeqs.append(seqTo)
        case .mailFailed(let failed): settle(failed.seqTo)
        default: break
        }
    }

    /// The replies that the visitor was not shown and no mail brought.
    package func pending(shownSeq: Int) -> [Reply] {
        Array(replies.filter { $0.seq > max(settledSeq, shownSeq) }.suffix(Self.repliesMax))
    }

    private mutating func settle(_ seq: Int) {
        settledSeq = max(settledSeq, seq)
        replies.removeAll { $0.seq <= seq }
    }
}
