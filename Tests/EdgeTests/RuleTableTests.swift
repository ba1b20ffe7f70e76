import Edge
import Testing

/// The pure rules: origins, proxies, close payloads.
struct RuleTableTests {
    @Test(arguments: [
        ("https://shop.example", true), ("HTTPS://Shop.Example", true), ("https://shop.example:443", true),
        ("http://shop.example", false), ("https://shop.example:8443", false),
        ("https://www.shop.example", false),
        ("https://shop.example.evil.test", false), ("https://shop.example@evil.test", false),
        ("https://shop.example/path", false), ("null", false), ("", false), ("shop.example", false),
        ("http://localhost:8080", true), ("http://localhost", false), ("http://127.0.0.1:8080", false),
        ("http://[::1]:8080", true), ("file://", false), ("https://", false),
        ("http://plain.example:80", true),
        ("http://plain.example:080", true), ("http://plain.example:99999", false),
        ("http://plain.example:", false),
    ])
    func `only origins of the list are allowed, however they are spelt`(origin: String, isAllowed: Bool) {
        let policy = OriginPolicy(allowed: [
            "https://shop.example", "http://localhost:8080/", "http://[::1]:8080", "http://plain.example",
            "nonsense",
        ])
        #expect(policy.allows(origin) == isAllowed)
    }

    @Test func `no origin is no allowed origin`() {
        #expect(!OriginPolicy(allowed: ["https://shop.example"]).allows(nil))
        #expect(!OriginPolicy(allowed: ["null"]).allows("null"))
        #expect(OriginPolicy.normalised("shop.example") == nil)
    }

    struct Hop: Sendable {
        let peer: String
        let forwardedFor: String?
        let proto: String?
        let client: String
        let isHTTPS: Bool
    }

    static let hops: [Hop] = [
        Hop(
            peer: "203.0.113.5", forwardedFor: "1.2.3.4", proto: "https", client: "203.0.113.5",
            isHTTPS: false),
        Hop(peer: "10.0.0.1", forwardedFor: nil, proto: nil, client: "10.0.0.1", isHTTPS: false),
        Hop(peer: "10.0.0.1", forwardedFor: "1.2.3.4", proto: "HTTPS", client: "1.2.3.4", isHTTPS: true),
        Hop(
            peer: "10.0.0.1", forwardedFor: "6.6.6.6, 1.2.3.4", proto: "http", client: "1.2.3.4",
            isHTTPS: false),
        Hop(
            peer: "10.0.0.1", forwardedFor: "1.2.3.4, 10.9.9.9", proto: nil, client: "1.2.3.4", isHTTPS: false
        ),
        Hop(
            peer: "10.0.0.1", forwardedFor: "10.1.1.1,10.2.2.2", proto: nil, client: "10.1.1.1",
            isHTTPS: false),
        Hop(peer: "10.0.0.1", forwardedFor: "1.2.3.4, junk", proto: nil, client: "10.0.0.1", isHTTPS: false),
        Hop(peer: "10.0.0.1", forwardedFor: "1.2.3.4:5678", proto: nil, client: "1.2.3.4", isHTTPS: false),
        Hop(
            peer: "10.0.0.1", forwardedFor: "[2001:DB8::1]:443", proto: nil, client: "2001:db8::1",
            isHTTPS: false),
        Hop(peer: "::ffff:10.0.0.1", forwardedFor: "1.2.3.4", proto: nil, client: "1.2.3.4", isHTTPS: false),
        Hop(peer: "::ffff:1.2.3.4", forwardedFor: "6.6.6.6", proto: nil, client: "1.2.3.4", isHTTPS: false),
        Hop(
            peer: "fd00:0:0:1::7", forwardedFor: "2001:db8::2", proto: nil, client: "2001:db8::2",
            isHTTPS: false),
        Hop(peer: "fd01::7", forwardedFor: "1.2.3.4", proto: nil, client: "fd01::7", isHTTPS: false),
        Hop(peer: "11.0.0.1", forwardedFor: "1.2.3.4", proto: nil, client: "11.0.0.1", isHTTPS: false),
        Hop(peer: "unknown", forwardedFor: "1.2.3.4", proto: "https", client: "unknown", isHTTPS: false),
    ]

    @Test(arguments: hops)
    func `the client is the first address from the right that is not a proxy of ours`(hop: Hop) throws {
        let proxies = try TrustedProxies(["10.0.0.0/8", "fd00::/16"])
        let client = proxies.client(peer: hop.peer, forwardedFor: hop.forwardedFor, forwardedProto: hop.proto)
        #expect(client.address == hop.client)
        #expect(client.isHTTPS == hop.isHTTPS)
    }

    @Test func `a long chain of proxies is followed only so far`() throws {
        let proxies = try TrustedProxies(["0.0.0.0/0"], hopsMax: 2)
        let client = proxies.client(
            peer: "10.0.0.1", forwardedFor: "1.1.1.1, 2.2.2.2, 3.3.3.3", forwardedProto: nil)
        #expect(client.address == "2.2.2.2")
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.0/33", "10.0.0.256", "fd00::/129", "a/8", "1.2.3.4/", "::1::", "10.0.0.0/8/9",
    ])
    func `an entry that is no address block is refused by name`(entry: String) {
        #expect(throws: EdgeError.trustedProxy(entry)) { try TrustedProxies([entry]) }
    }

    @Test func `a close reason is cut at a character and fits its frame`() {
        let bytes = ClosePayload.bytes(code: 4000, reason: String(repeating: "é", count: 100))
        #expect(bytes.count == 2 + 122)
        #expect(ClosePayload(bytes) == .code(4000, reason: String(repeating: "é", count: 61)))
    }

    @Test func `a value that cannot be encoded is a 500 without details`() {
        #expect(Response.json(["x": Double.nan]).status == 500)
    }
}
