/// An IPv4 or IPv6 address as 16 bytes; IPv4 is kept in its mapped form, so both spellings are one address.
struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    private(set) var bytes: [UInt8]

    private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xff, 0xff]

    var isV4: Bool { bytes.starts(with: Self.mappedPrefix) }

    /// A literal: `192.0.2.1`, `2001:db8::1`, `::ffff:192.0.2.1`; zones (`%eth0`) are dropped.
    init?(_ text: some StringProtocol) {
        let literal = text.prefix { $0 != "%" }
        if literal.contains(":") {
            guard let bytes = Self.parseV6(String(literal)) else { return nil }
            self.bytes = bytes
        } else {
            guard let bytes = Self.parseV4(String(literal)) else { return nil }
            self.bytes = Self.mappedPrefix + bytes
        }
    }

    var description: String {
        if isV4 { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        return Self.compressed(groups)
    }

    /// Whether the first `bits` of the 128 are the same.
    func shares(_ bits: Int, with other: IPAddress) -> Bool {
        let whole = bits / 8
        guard bytes.prefix(whole) == other.bytes.prefix(whole) else { return false }
        let rest = bits % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xff00 >> rest)
        return bytes[whole] & mask == other.bytes[whole] & mask
    }

    private static func parseV4(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard (1...3).contains(part.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func parseV6(_ text: String) -> [UInt8]? {
        let halves: [Substring]
        if let gap = text.firstRange(of: "::") {
            halves = [text[..<gap.lowerBound], text[gap.upperBound...]]
        } else {
            halves = [text[...]]
        }
        let groups = halves.compactMap(parseGroups)
        guard groups.count == halves.count else { return nil }
        if groups.count == 1 { return groups[0].count == 16 ? groups[0] : nil }
        let zeros = 16 - groups[0].count - groups[1].count
        guard zeros >= 2 else { return nil }
        return groups[0] + Array(repeating: 0, count: zeros) + groups[1]
    }

    private static func parseGroups(_ text: Substring) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        for (position, group) in groups.enumerated() {
            if group.contains("."), position == groups.count - 1 {
                guard let v4 = parseV4(String(group)) else { return nil }
                bytes += v4
            } else {
                guard (1...4).contains(group.count), !group.hasPrefix("+"),
                    let value = UInt16(group, radix: 16)
                else { return nil }
                bytes += [UInt8(value >> 8), UInt8(value & 0xff)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }

    /// RFC 5952: lower case, the longest run of two or more zero groups as `::`.
    private static func compressed(_ groups: [Int]) -> String {
        var best = 0..<0
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > best.count { best = start..<end }
            start = max(end, start + 1)
        }
        let texts = groups.map { String($0, radix: 16) }
        guard best.count >= 2 else { return texts.joined(separator: ":") }
        return texts[..<best.lowerBound].joined(separator: ":") + "::"
            + texts[best.upperBound...].joined(separator: ":")
    }
}
