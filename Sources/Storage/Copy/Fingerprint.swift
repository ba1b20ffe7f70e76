import Crypto
import Foundation

/// How many rows were added, and the SHA-256 of their values: the same on both databases for the same rows.
///
/// Each value is a byte for its kind, then eight bytes, big-endian: the number itself, the bits of a real
/// number, or the length of the text (UTF-8) or the bytes that follow. Rows come in the order of the key.
struct Fingerprint {
    private(set) var rows = 0
    private var hash = SHA256()

    mutating func add(_ row: [Value]) {
        rows += 1
        var bytes: [UInt8] = []
        for value in row { Self.append(value, to: &bytes) }
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    }

    /// In lower-case hex.
    var sum: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func append(_ value: Value, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .int(let number): append(1, UInt64(bitPattern: number), to: &bytes)
        case .real(let number): append(2, number.bitPattern, to: &bytes)
        case .text(let text):
            append(3, UInt64(text.utf8.count), to: &bytes)
            bytes.append(contentsOf: text.utf8)
        case .blob(let blob):
            append(4, UInt64(blob.count), to: &bytes)
            bytes.append(contentsOf: blob)
        }
    }

    private static func append(_ kind: UInt8, _ number: UInt64, to bytes: inout [UInt8]) {
        bytes.append(kind)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
