import Crypto
package import FoundationEssentials

/// Seals what must be kept and given back: the database alone, or a copy of it, reveals none of it.
///
/// AES-GCM with a key that lies beside the database, in a file of its own.
package struct Vault: Sendable {
    package static let keyBytes = 32

    private let key: SymmetricKey

    package init(key: Data) { self.key = SymmetricKey(data: SHA256.hash(data: key)) }

    /// With a key that is gone with the process.
    package init() { key = SymmetricKey(size: .bits256) }

    package static func newKey() -> Data {
        let key = SymmetricKey(size: .bits256)
        return unsafe key.withUnsafeBytes { unsafe Data($0) }
    }

    /// - Parameter place: what the secret belongs to; sealed text moved to another place does not open.
    package func seal(_ secret: Data, for place: String) -> String? {
        let box = try? AES.GCM.seal(secret, using: key, authenticating: Data(place.utf8))
        return box?.combined?.base64EncodedString()
    }

    /// `nil` when it was sealed with another key, for another place, or is damaged.
    package func open(_ sealed: String, for place: String) -> Data? {
        guard let data = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: data) else {
            return nil
        }
        return try? AES.GCM.open(box, using: key, authenticating: Data(place.utf8))
    }

    /// A hash that nobody without the key can try texts against: recovery codes are short.
    func hash(_ text: String, for place: String) -> String {
        let mac = HMAC<SHA256>.authenticationCode(for: Data((place + " " + text).utf8), using: key)
        return Data(mac).base64EncodedString()
    }
}
