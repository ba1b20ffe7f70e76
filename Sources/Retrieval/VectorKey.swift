import Crypto

/// Names a text in the cache of vectors: its SHA-256, in hexadecimal digits.
enum VectorKey {
    static func of(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).hexadecimal
    }
}
