/// The list of web origins that may open a socket or post; everything else, `null` and absence is refused.
package struct OriginPolicy: Sendable, Equatable {
    private let allowed: Set<String>

    /// Entries that are no origin match nothing; `normalised` tells settings which ones are.
    package init(allowed: [String]) {
        self.allowed = Set(allowed.compactMap(Self.normalised))
    }

    package func allows(_ origin: String?) -> Bool {
        guard let origin, let normal = Self.normalised(origin) else { return false }
        return allowed.contains(normal)
    }

    /// `scheme://host[:port]` in lower case without the scheme's default port; nil when it is no http origin.
    package static func normalised(_ origin: String) -> String? {
        let lower = origin.lowercased()
        guard let scheme = ["https", "http"].first(where: { lower.hasPrefix($0 + "://") }) else { return nil }
        var authority = lower.dropFirst(scheme.count + 3)
        if authority.hasSuffix("/") { authority.removeLast() }
        guard let (host, port) = hostAndPort(authority) else { return nil }
        let defaultPort = scheme == "https" ? 443 : 80
        guard let port, port != defaultPort else { return "\(scheme)://\(host)" }
        return "\(scheme)://\(host):\(port)"
    }

    private static func hostAndPort(_ authority: Substring) -> (host: Substring, port: Int?)? {
        let isBracketed = authority.hasPrefix("[")
        let hostEnd: Substring.Index
        if isBracketed {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            hostEnd = authority.index(after: bracket)
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        let host = authority[..<hostEnd]
        guard !host.isEmpty, host.utf8.allSatisfy({ isHostByte($0, bracketed: isBracketed) }) else {
            return nil
        }
        guard hostEnd < authority.endIndex else { return (host, nil) }
        let digits = authority[hostEnd...].dropFirst()
        guard authority[hostEnd] == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { return nil }
        return (host, port)
    }

    private static func isHostByte(_ byte: UInt8, bracketed: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): bracketed
        default: false
        }
    }
}
