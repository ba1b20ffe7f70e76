import BatonTesting
import Glibc
import Outbound
import Testing

/// Addresses that come from outside must not lead inside, whatever they are called.
@Suite(.timeLimit(.minutes(1)))
struct ReachTests {
    /// As 16 bytes, IPv4 in its mapped form.
    private func bytes(_ address: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        if address.contains(":") {
            try #require(unsafe inet_pton(AF_INET6, address, &bytes) == 1)
            return bytes
        }
        var four = [UInt8](repeating: 0, count: 4)
        try #require(unsafe inet_pton(AF_INET, address, &four) == 1)
        return [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + four
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "192.0.0.1",
        "192.0.2.7", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1",
    ])
    func `an address that is not of the whole internet is out of reach`(_ address: String) throws {
        #expect(!OutboundReach.publicOnly.allows(try bytes(address)))
        #expect(OutboundReach.anywhere.allows(try bytes(address)))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
        "128.0.0.1", "169.253.0.1", "172.15.255.255", "172.32.0.1", "192.167.1.1", "192.169.1.1",
        "198.17.0.1", "198.20.0.1", "223.255.255.254", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888",
        "64:ff9b::808:808",
    ])
    func `an address beside the special ones is within reach`(_ address: String) throws {
        #expect(OutboundReach.publicOnly.allows(try bytes(address)))
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "0",
        "[::ffff:127.0.0.1]", "[::1]", "[::]",
    ])
    func `no way of writing this machine's address gets a connection`(_ host: String) async throws {
        let script = Script([.answer(200, "secret")])
        try await withEndpoint(script, OutboundSettings(reach: .publicOnly)) { endpoint, client in
            let exchange = try await Exchange(
                client, OutboundRequest(.get, "http://\(host):\(endpoint.port)/"))
            #expect(exchange.failure?.kind == .privateAddress)
            #expect(exchange.body.isEmpty)
            #expect(endpoint.connections == 0)
        }
    }

    @Test func `without the bound the same address is read`() async throws {
        try await withEndpoint(Script([.answer(200, "open")])) { endpoint, client in
            let exchange = try await Exchange(
                client, OutboundRequest(.get, "http://localhost:\(endpoint.port)/"))
            #expect(exchange.text == "open")
        }
    }
}
