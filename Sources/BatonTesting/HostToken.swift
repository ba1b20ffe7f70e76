import Crypto
import Foundation

/// Signs tokens as a host product does, and as it must not.
package enum HostToken {
    package static let secret = "a secret of the shop, 32 bytes long"

    /// - Parameters:
    ///   - claims: a JSON object.
    ///   - header: what the token says of itself; the signature is always HMAC-SHA256 with `secret`.
    package static func sign(
        _ claims: String, header: String = #"{"alg":"HS256","typ":"JWT"}"#, secret: String = secret
    ) -> String {
        let signed = base64URL(Data(header.utf8)) + "." + base64URL(Data(claims.utf8))
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
        return signed + "." + base64URL(Data(code))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
