package import Conversations
import Crypto
import FoundationEssentials

/// Signs and reads the token by which a visitor is known again: `v1.VISITOR.SIGNATURE`. Nothing is stored for
/// it.
package struct VisitorTokens: Sendable {
    private static let version = "v1"

    private let key: SymmetricKey

    /// `key` is the installation's secret, as text.
    package init(key: String) {
        self.key = SymmetricKey(data: SHA256.hash(data: Data(("visitor-token " + key).utf8)))
    }

    package func token(for visitor: VisitorID) -> String {
        "\(Self.version).\(visitor).\(Secret.base64URL(signature(visitor)))"
    }

    /// The visitor, or `nil` when the token was not signed here.
    package func visitor(of token: String) -> VisitorID? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == Self.version, let visitor = VisitorID(parts[1]) else {
            return nil
        }
        let expected = Array(Secret.base64URL(signature(visitor)).utf8)
        return Secret.areEqual(expected, Array(parts[2].utf8)) ? visitor : nil
    }

    private func signature(_ visitor: VisitorID) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(visitor.value.utf8), using: key))
    }
}
