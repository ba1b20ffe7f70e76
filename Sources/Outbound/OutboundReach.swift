/// To which addresses a client connects, whatever name or redirect led there.
package enum OutboundReach: Sendable, Hashable {
    case anywhere
    /// Only to addresses that are reachable from the whole internet: not this machine, not its network, not
    /// the metadata service of a cloud. For addresses that come from outside, such as those of a sitemap.
    case publicOnly

    /// - Parameter address: the 16 bytes of an IPv6 address, or of an IPv4 address in its mapped form.
    package func allows(_ address: [UInt8]) -> Bool {
        self == .anywhere || SpecialAddresses.isPublic(address)
    }
}

/// The ranges that IANA's registries of special-purpose addresses (RFC 6890) call not globally reachable.
enum SpecialAddresses {
    private struct Range {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            self.bytes = bytes
            self.bits = bits
        }

        func contains(_ address: some RandomAccessCollection<UInt8>) -> Bool {
            var left = bits
            for (mine, other) in zip(bytes, address) where left > 0 {
                let mask: UInt8 = left >= 8 ? 0xff : 0xff << UInt8(8 - left)
                if mine & mask != other & mask { return false }
                left -= 8
            }
            return left <= 0
        }
    }

    /// This network, private ones, shared ones of providers, this machine, link-local (with the metadata
    /// services of clouds), documentation, relays, benchmarks, multicast, and all above it.
    private static let v4 = [
        Range([0], 8), Range([10], 8), Range([100, 64], 10), Range([127], 8), Range([169, 254], 16),
        Range([172, 16], 12), Range([192, 0, 0], 24), Range([192, 0, 2], 24), Range([192, 88, 99], 24),
        Range([192, 168], 16), Range([198, 18], 15), Range([198, 51, 100], 24), Range([203, 0, 113], 24),
        Range([224], 4), Range([240], 4),
    ]

    private static let global = Range([0x20], 3)
    /// Protocol assignments with Teredo, documentation, 6to4, documentation again: within `global`.
    private static let v6 = [
        Range([0x20, 0x01, 0x00], 23), Range([0x20, 0x01, 0x0d, 0xb8], 32), Range([0x20, 0x02], 16),
        Range([0x3f, 0xff, 0x00], 20),
    ]

    private static let mapped = Range([UInt8](repeating: 0, count: 10) + [0xff, 0xff], 96)
    /// NAT64 (RFC 6052): the IPv4 address behind it counts.
    private static let translated = Range(
        [0x00, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8), 96)

    static func isPublic(_ address: [UInt8]) -> Bool {
        guard address.count == 16 else { return false }
        if mapped.contains(address) || translated.contains(address) {
            let inner = address.suffix(4)
            return !v4.contains { $0.contains(inner) }
        }
        return global.contains(address) && !v6.contains { $0.contains(address) }
    }
}
