/// A gzip stream without end that unpacks to 158 times its size.
///
/// RFC 1951, fixed codes: the literal 0, then "258 bytes from 1 back" again and again. That match is
/// 8 + 5 bits, so after 8 of them the same 13 bytes come again.
enum GzipBomb {
    /// How often those 13 bytes stand in one piece.
    private static let periods = 512

    static let beginning: [UInt8] = head + first
    static let continuation: [UInt8] = Array(repeatElement(period, count: periods).joined())

    private static let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// Last block, fixed codes (1, 1, 0), the literal 0 (00110000), and matches to fill 13 bytes twice.
    private static let bits: [UInt8] = {
        let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]
        return [1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0] + repeatElement(match, count: 24).joined()
    }()

    private static let first: [UInt8] = Array(bytes[..<2])
    private static let period: [UInt8] = Array(bytes[2..<15])

    private static let bytes: [UInt8] = stride(from: 0, to: bits.count - 7, by: 8).map { start in
        (0..<8).reduce(0) { $0 | bits[start + $1] << UInt8($1) }
    }
}
