import Conversations
import Identity
import Testing

struct TOTPTests {
    /// The secret of RFC 6238, appendix B, whose codes have eight digits there: ours are the last six.
    private let totp = TOTP(secret: Array("12345678901234567890".utf8))

    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `the codes are those of the standard`(seconds: Int64, code: String) {
        #expect(totp.code(step: TOTP.step(at: Timestamp(milliseconds: seconds * 1000))) == code)
    }

    @Test func `a code opens one step early or late and never twice`() {
        let now = Timestamp(milliseconds: 1_795_339_200_000)
        let step = TOTP.step(at: now)
        for off in [Int64(-1), 0, 1] {
            #expect(
                totp.verdict(totp.code(step: step + off), at: now, lastStep: 0) == .right(step: step + off))
        }
        #expect(totp.verdict(totp.code(step: step), at: now, lastStep: step) == .used)
        #expect(totp.verdict(totp.code(step: step - 1), at: now, lastStep: step) == .used)
        #expect(totp.verdict(totp.code(step: step + 1), at: now, lastStep: step) == .right(step: step + 1))
    }

    @Test func `a phone that is an hour off is told so and let in by no means`() {
        let now = Timestamp(milliseconds: 1_795_339_200_000)
        let step = TOTP.step(at: now)
        #expect(totp.verdict(totp.code(step: step + 120), at: now, lastStep: 0) == .another(minutes: 60))
        #expect(totp.verdict(totp.code(step: step - 120), at: now, lastStep: 0) == .another(minutes: -60))
        #expect(totp.verdict(totp.code(step: step - 2), at: now, lastStep: 0) == .another(minutes: -1))
        #expect(totp.verdict(totp.code(step: step - 500), at: now, lastStep: 0) == .wrong)
        for code in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            #expect(totp.verdict(code, at: now, lastStep: 0) == .wrong)
        }
    }

    @Test func `an app reads the secret and the account`() {
        #expect(totp.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        let uri = totp.uri(account: "ada+x@example.com", issuer: "Baton")
        #expect(uri.hasPrefix("otpauth://totp/Baton:ada%2Bx%40example.com?secret=GEZDGNBV"))
        #expect(TOTP.random().secret.count == 20 && TOTP.random().secret != TOTP.random().secret)
    }

    @Test func `the code for a phone's camera is square and has its three corners`() throws {
        let qr = try #require(QRCode(totp.uri(account: "ada@example.com", issuer: "Baton")))
        #expect(qr.rows.count == qr.size && qr.rows.allSatisfy { $0.count == qr.size })
        #expect(qr.rows[0].hasPrefix("1111111") && qr.rows[0].hasSuffix("1111111"))
        #expect(qr.rows[qr.size - 1].hasPrefix("1111111") && qr.rows[1].hasPrefix("1000001"))
        #expect(qr.rows.allSatisfy { $0.allSatisfy { "01".contains($0) } })
        #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
    }
}
