/// Percent-decoding of paths and query strings (RFC 3986, 2.1; URL Standard, 5.1).
enum PercentEncoding {
    /// The decoded text; malformed escapes stay as they are, invalid UTF-8 becomes U+FFFD.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexPair(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first value of each key of `a=1&b=2`.
    static func form(_ query: Substring) -> [String: String] {
        var values: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, !first.isEmpty else { continue }
            let key = decode(first, plusIsSpace: true)
            if values[key] == nil {
                values[key] = parts.count > 1 ? decode(parts[1], plusIsSpace: true) : ""
            }
        }
        return values
    }

    private static func hexPair(_ digits: some Collection<UInt8>) -> UInt8? {
        let values = digits.compactMap(hex)
        return values.count == 2 ? values[0] << 4 | values[1] : nil
    }

    private static func hex(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
