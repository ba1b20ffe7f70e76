import Crypto

/// The ETag of a body: the same bytes have the same.
enum EntityTag {
    static let characters = 20

    static func of(_ bytes: [UInt8]) -> String {
        let digits = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\"\(digits.prefix(characters))\""
    }
}
