import BatonTesting
import Conversations
import Identity
import Testing

@Suite struct HostTokensTests {
    /// 2026-01-01T00:00:00Z.
    private static let now = Timestamp(milliseconds: 1_767_225_600_000)
    private static let nowSeconds = 1_767_225_600

    private func read(
        _ token: String, secret: String = HostToken.secret, visitorKey: String = "installation",
        at now: Timestamp = now
    ) async throws(HostTokens.Flaw) -> HostIdentity {
        try await HostTokens(secret: secret, visitorKey: visitorKey).read(token, at: now)
    }

    private static func claims(sub: String = #""user-17""#, exp: String = "\(nowSeconds + 600)") -> String {
        #"{"sub":\#(sub),"exp":\#(exp),"name":"Ada","email":"ada@example.com","plan":"team","seats":5,"#
            + #""trial":false,"score":0.5,"list":[1],"nothing":null}"#
    }

    @Test func `a signed token says who the visitor is`() async throws {
        let identity = try await read(HostToken.sign(Self.claims()))
        #expect(identity.visitor.isVerified)
        #expect(!identity.visitor.value.contains("user-17"))
        #expect(identity.profile.name == "Ada" && identity.profile.email == "ada@example.com")
        #expect(identity.profile.isVerified)
        #expect(
            identity.profile.attributes == ["plan": "team", "seats": "5", "trial": "false", "score": "0.5"])
        #expect(identity.endsAt == Self.now.advanced(bySeconds: 660))
    }

    @Test
    func `the same person is the same visitor on every device, another secret and another one's is not`()
        async throws
    {
        let first = try await read(HostToken.sign(Self.claims()))
        let again = try await read(
            HostToken.sign(Self.claims(), secret: "another secret of the shop, as long"),
            secret: "another secret of the shop, as long")
        #expect(first.visitor == again.visitor)
        let other = try await read(HostToken.sign(Self.claims(sub: #""user-18""#)))
        #expect(first.visitor != other.visitor)
        let elsewhere = try await read(HostToken.sign(Self.claims()), visitorKey: "another installation")
        #expect(first.visitor != elsewhere.visitor)
        let number = try await read(HostToken.sign(Self.claims(sub: "17")))
        #expect(try await read(HostToken.sign(Self.claims(sub: #""17""#))).visitor == number.visitor)
    }

    @Test(arguments: [
        (HostToken.sign(claims(exp: "\(nowSeconds - 61)")), HostTokens.Flaw.expired),
        (HostToken.sign(claims(exp: "0")), .expired), (HostToken.sign(claims(exp: "-5")), .expired),
        (HostToken.sign(claims(), header: #"{"alg":"none","typ":"JWT"}"#), .algorithm),
        (HostToken.sign(claims(), header: #"{"alg":"none"}"#).droppingSignature, .algorithm),
        (HostToken.sign(claims()).droppingSignature, .signature),
        (HostToken.sign(claims(), header: #"{"alg":"RS256","typ":"JWT"}"#), .algorithm),
        (HostToken.sign(claims(), header: #"{"alg":"hs256"}"#), .algorithm),
        (HostToken.sign(claims(), header: #"{"typ":"JWT"}"#), .algorithm),
        (HostToken.sign(claims(), secret: "the secret of another shop, as long"), .signature),
        (HostToken.sign(#"{"exp":\#(nowSeconds + 600)}"#), .noSubject),
        (HostToken.sign(claims(sub: #""  ""#)), .noSubject),
        (HostToken.sign(claims(sub: "null")), .noSubject),
        (HostToken.sign(claims(sub: #""\#(String(repeating: "x", count: 257))""#)), .noSubject),
        (HostToken.sign(#"{"sub":"user-17"}"#), .noExpiry),
        (HostToken.sign(claims(exp: #""tomorrow""#)), .noExpiry),
        (HostToken.sign(claims(exp: "\(nowSeconds)000")), .tooFarAhead),
        (HostToken.sign(claims(exp: "1e300")), .tooFarAhead),
        (HostToken.sign(claims(exp: "\(nowSeconds + 31 * 24 * 3600)")), .tooFarAhead),
        (HostToken.sign(#"{"sub":"user-17","exp":\#(nowSeconds + 600),"nbf":\#(nowSeconds + 61)}"#), .notYet),
        (String(repeating: "e", count: 100_000), .tooLong),
        (
            HostToken.sign(#"{"sub":"user-17","filler":"\#(String(repeating: "x", count: 100_000))"}"#),
            .tooLong
        ),
        ("", .malformed), ("..", .malformed), ("a.b", .malformed), ("a.b.c.d", .malformed),
        ("€.€.€", .malformed), (HostToken.sign("[]"), .malformed), (HostToken.sign("{"), .malformed),
    ])
    func `what proves nothing is refused with its reason`(_ token: String, _ flaw: HostTokens.Flaw)
        async throws
    {
        await #expect(throws: flaw) { _ = try await read(token) }
    }

    @Test func `a changed byte anywhere spoils the token`() async throws {
        let token = Array(HostToken.sign(Self.claims()).utf8)
        for place in stride(from: 0, to: token.count, by: 7) {
            var changed = token
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = String(decoding: changed, as: UTF8.self)
            await #expect(throws: HostTokens.Flaw.self, "byte \(place)") { _ = try await read(text) }
        }
    }

    @Test func `clocks may differ by a minute, and an hour is told as expired or not yet`() async throws {
        let token = HostToken.sign(Self.claims(exp: "\(Self.nowSeconds + 600)"))
        _ = try await read(token, at: Self.now.advanced(bySeconds: 659))
        await #expect(throws: HostTokens.Flaw.expired) {
            _ = try await read(token, at: Self.now.advanced(bySeconds: 660))
        }
        // The host's clock is an hour behind: what it signs for ten minutes has expired when it comes.
        await #expect(throws: HostTokens.Flaw.expired) {
            _ = try await read(token, at: Self.now.advanced(bySeconds: 3600))
        }
        // An hour ahead: it holds for longer than meant, unless the host says from when on.
        _ = try await read(token, at: Self.now.advanced(bySeconds: -3600))
        let dated = HostToken.sign(
            #"{"sub":"user-17","exp":\#(Self.nowSeconds + 600),"nbf":\#(Self.nowSeconds)}"#)
        _ = try await read(dated, at: Self.now.advanced(bySeconds: -60))
        await #expect(throws: HostTokens.Flaw.notYet) {
            _ = try await read(dated, at: Self.now.advanced(bySeconds: -3600))
        }
    }

    @Test func `no text about a flaw shows anything of the token`() {
        for flaw in HostTokens.Flaw.allCases { #expect(!flaw.description.contains("user-17")) }
    }
}

extension String {
    /// A token whose third part is empty.
    fileprivate var droppingSignature: String { prefix(through: lastIndex(of: ".") ?? startIndex) + "" }
}
