package import Conversations
package import Outbound

/// Why a mail did not go out, in the words of the team.
package struct MailFailure: Error, Sendable, Hashable {
    /// Codes that are about who we are, not about the mail: an operator can put that right (RFC 4954, 6).
    private static let signInCodes: Set = [530, 534, 535, 538]

    /// A shorter name in front of the `@` is part of too many words.
    private static let telltaleCharactersMin = 3

    package let why: EventBody.MailFailed.Why
    /// What the server said, or what to look at.
    package let detail: String
    /// No later try will do better.
    package let isPermanent: Bool

    package init(_ failure: OutboundFailure) {
        switch failure.kind {
        case .mail(.mail(let reply)):
            why = .refused
            detail = "\(reply.code) \(reply.line)"
            isPermanent = reply.isPermanent && !Self.signInCodes.contains(reply.code)
        case .mail(.credentials(let reply)):
            why = .refused
            let said = reply.map { ": \($0.code) \($0.line)" } ?? ""
            detail = "the server refused the user's name or the password\(said)"
            isPermanent = false
        case .late:
            (why, detail, isPermanent) = (.timedOut, failure.description, false)
        case .invalid(.mail):
            (why, detail, isPermanent) = (.refused, failure.description, true)
        default:
            (why, detail, isPermanent) = (.unreachable, failure.description, false)
        }
    }

    /// For the log of events, which holds no words of a person: the server may have repeated the address.
    package func detail(without address: MailAddress) -> String {
        let local = String(address.address.prefix { $0 != "@" }).lowercased()
        return detail.split(separator: " ").map { word in
            let isTheirs =
                word.contains("@")
                || local.count >= Self.telltaleCharactersMin && word.lowercased().contains(local)
            return isTheirs ? "[address]" : String(word)
        }.joined(separator: " ")
    }
}
