import Crypto
import FoundationEssentials

/// Random tokens, and how they are kept: the store holds hashes only, so that a stolen backup opens nothing.
package enum Secret {
    package static let bytes = 32

    /// 256 random bits in base64url without padding: 43 characters.
    package static func token() -> String {
        let key = SymmetricKey(size: .bits256)
        return unsafe key.withUnsafeBytes { unsafe base64URL(Array($0)) }
    }

    /// SHA-256 in lower-case hex. A token has 256 random bits, so it needs no salt and no slow hash.
    package static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Compares without telling by the time how far two values agree.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
