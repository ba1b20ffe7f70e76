/// Whose forwarding headers are believed, and what they say about the client.
package struct TrustedProxies: Sendable {
    private struct Block: Sendable {
        let address: IPAddress
        let prefixBits: Int

        func contains(_ other: IPAddress) -> Bool {
            address.isV4 == other.isV4 && address.shares(prefixBits, with: other)
        }
    }

    private let blocks: [Block]
    private let hopsMax: Int

    /// - Parameters:
    ///   - entries: addresses or CIDR blocks.
    ///   - hopsMax: addresses looked at in `X-Forwarded-For`.
    /// - Throws: `EdgeError.trustedProxy` for an entry that is neither.
    package init(_ entries: [String], hopsMax: Int = EdgeLimits().forwardedHopsMax) throws(EdgeError) {
        var blocks: [Block] = []
        for entry in entries {
            guard let block = Self.block(entry) else { throw EdgeError.trustedProxy(entry) }
            blocks.append(block)
        }
        self.blocks = blocks
        self.hopsMax = hopsMax
    }

    /// The client behind `peer`, and whether it spoke HTTPS to the proxy in front of us.
    ///
    /// `X-Forwarded-For` is read from the right, because only the right end was written by a proxy of ours;
    /// whatever a client writes there itself stays to the left of what our proxy adds.
    package func client(
        peer: String, forwardedFor: String?, forwardedProto: String?
    ) -> (address: String, isHTTPS: Bool) {
        guard let peerAddress = IPAddress(peer) else { return (peer, false) }
        guard trusts(peerAddress) else { return (peerAddress.description, false) }
        var client = peerAddress
        for hop in (forwardedFor ?? "").split(separator: ",").reversed().prefix(hopsMax) {
            guard let address = Self.hop(hop) else { break }
            client = address
            if !trusts(address) { break }
        }
        let proto = forwardedProto?.split(separator: ",").last.map { $0.filter { $0 != " " }.lowercased() }
        return (client.description, proto == "https")
    }

    func trusts(peer: String) -> Bool {
        IPAddress(peer).map(trusts) ?? false
    }

    private func trusts(_ address: IPAddress) -> Bool {
        blocks.contains { $0.contains(address) }
    }

    private static func block(_ entry: String) -> Block? {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
        // IPv4 is kept in the last 32 of 128 bits.
        let offset = address.isV4 && !parts[0].contains(":") ? 96 : 0
        guard parts.count == 2 else { return Block(address: address, prefixBits: 128) }
        guard let bits = Int(parts[1]), (0...(128 - offset)).contains(bits) else { return nil }
        return Block(address: address, prefixBits: bits + offset)
    }

    /// One entry of the header; some proxies add a port, IPv6 then stands in brackets.
    private static func hop(_ text: Substring) -> IPAddress? {
        let trimmed = text.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        if trimmed.hasPrefix("[") { return IPAddress(trimmed.dropFirst().prefix { $0 != "]" }) }
        if trimmed.filter({ $0 == ":" }).count == 1 { return IPAddress(trimmed.prefix { $0 != ":" }) }
        return IPAddress(trimmed)
    }
}
