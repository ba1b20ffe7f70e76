/// Where an endpoint is: the base address that `/chat/completions` is added to.
package struct EndpointAddress: Sendable, Hashable {
    /// Without a slash at its end.
    let base: String
    /// Host and port, as written.
    package let host: String
    /// `?api-version=...`, encoded, or nothing.
    let query: String

    /// - Parameter query: names and values as they are, not encoded.
    package init(
        _ text: String, query: [(key: String, value: String)] = []
    ) throws(EndpointSettings.Flaw) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .addressCharacters }
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            throw .addressScheme
        }
        guard !text.contains("?"), !text.contains("#") else { throw .addressQuery }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else { throw .addressUserInfo }
        guard Self.isHost(authority) else { throw .addressHost }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path = path.dropLast() }
        guard !path.hasSuffix("/completions") else { throw .addressPath }
        host = String(authority)
        base = scheme + host + path
        self.query = query.isEmpty ? "" : "?" + query.map(Self.encoded).joined(separator: "&")
    }

    func url(_ path: String) -> String { base + path + query }

    /// Whether a key would go over the network where others can read it.
    package var isInTheClear: Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } : host.prefix { $0 != ":" }
        return base.hasPrefix("http://") && name != "localhost" && name != "[::1" && !name.hasPrefix("127.")
    }

    /// A name or number, with a port or without.
    private static func isHost(_ authority: Substring) -> Bool {
        let isBracketed = authority.hasPrefix("[")
        let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let name = isBracketed ? authority[..<(end ?? authority.startIndex)] : authority.prefix { $0 != ":" }
        let port = authority.dropFirst(name.count)
        guard !name.isEmpty else { return false }
        guard !port.isEmpty else { return true }
        return port.first == ":" && UInt16(port.dropFirst()).map { $0 > 0 } == true
    }

    private static func encoded(_ item: (key: String, value: String)) -> String {
        encoded(item.key) + "=" + encoded(item.value)
    }

    /// All but RFC 3986's unreserved characters as %XX.
    private static func encoded(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return text.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let hex = String(byte, radix: 16, uppercase: true)
            return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
        }.joined()
    }
}
