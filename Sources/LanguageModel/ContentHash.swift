import Crypto

/// Names the content of a file, so that a decision record tells which version of it was used.
package enum ContentHash {
    static let hexDigits = 16

    /// The beginning of SHA-256 in hex digits: enough to tell the versions of one file apart.
    package static func short(_ text: String) -> String {
        let digest = SHA256.hash(data: Array(text.utf8))
        let digits = Array("0123456789abcdef")
        let hex = digest.prefix(hexDigits / 2).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(hex)
    }
}
