package import Conversations
import Crypto
import FoundationEssentials

/// Signs and reads the token of a mail's link into one conversation:
/// `l1.CONVERSATION.VISITOR.EXPIRY.SIGNATURE`. Nothing is stored for it.
package struct ConversationLinks: Sendable {
    /// What a valid link opens, and for whom.
    package struct Opened: Hashable, Sendable {
        package let conversation: ConversationID
        package let visitor: VisitorID
        package let expiresAt: Timestamp
    }

    package static let daysMax = 30
    private static let version = "l1"
    /// Two identifiers, a time, a signature and the dots between them fit well within.
    private static let tokenBytesMax = 256

    private let key: SymmetricKey
    private let clock: any WallClock

    /// `key` is the installation's secret for links, as text.
    package init(key: String, clock: any WallClock) {
        self.key = SymmetricKey(data: SHA256.hash(data: Data(("conversation-link " + key).utf8)))
        self.clock = clock
    }

    package func token(for conversation: ConversationID, of visitor: VisitorID) -> String {
        let expiresAt = clock.now().advanced(bySeconds: Self.daysMax * 24 * 3600)
        let claim = "\(Self.version).\(conversation).\(visitor).\(expiresAt.milliseconds)"
        return "\(claim).\(Secret.base64URL(signature(claim)))"
    }

    /// What the link opens, or `nil` when it was not signed here or has expired.
    package func open(_ token: String) -> Opened? {
        guard token.utf8.count <= Self.tokenBytesMax else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == Self.version else { return nil }
        let expected = Array(Secret.base64URL(signature(parts[..<4].joined(separator: "."))).utf8)
        guard Secret.areEqual(expected, Array(parts[4].utf8)), let conversation = ConversationID(parts[1]),
            let visitor = VisitorID(parts[2]), let milliseconds = Int64(parts[3])
        else { return nil }
        let expiresAt = Timestamp(milliseconds: milliseconds)
        guard clock.now() < expiresAt else { return nil }
        return Opened(conversation: conversation, visitor: visitor, expiresAt: expiresAt)
    }

    private func signature(_ claim: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(claim.utf8), using: key))
    }
}
