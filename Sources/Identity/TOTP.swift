package import Conversations
import Crypto
import FoundationEssentials

/// One-time codes by the clock, RFC 6238: SHA-1, steps of 30 s, six digits, as every authenticator app has
/// them.
package struct TOTP: Sendable {
    package static let stepSeconds: Int64 = 30
    package static let digits = 6
    /// RFC 4226 asks for 160 bits.
    package static let secretBytes = 20
    /// One step to either side is accepted: people type slowly, and clocks differ a little.
    package static let stepsTolerated: Int64 = 1
    /// How far a code of another time is looked for, only to say that the phone's clock is wrong.
    static let stepsExplained: Int64 = 2 * 3600 / stepSeconds

    package let secret: [UInt8]

    package init(secret: [UInt8]) { self.secret = secret }

    package static func random() -> TOTP {
        var generator = SystemRandomNumberGenerator()
        return TOTP(secret: (0..<secretBytes).map { _ in .random(in: 0...255, using: &generator) })
    }

    package static func step(at now: Timestamp) -> Int64 { now.milliseconds / 1000 / stepSeconds }

    /// The six digits of a step: RFC 4226, 5.3.
    package func code(step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// What a code is worth.
    package enum Verdict: Hashable, Sendable {
        case right(step: Int64)
        /// It belongs to a step that was used already.
        case used
        /// It belongs to another time: minutes by which the phone goes wrong.
        case another(minutes: Int)
        case wrong
    }

    /// - Parameter lastStep: the latest step whose code was used; that and earlier ones open no more.
    package func verdict(_ code: String, at now: Timestamp, lastStep: Int64) -> Verdict {
        let current = Self.step(at: now)
        let near = (-Self.stepsTolerated...Self.stepsTolerated).map { current + $0 }
        let matching = near.filter { areEqual(code, self.code(step: $0)) }
        if let fresh = matching.last(where: { $0 > lastStep }) { return .right(step: fresh) }
        guard matching.isEmpty else { return .used }
        let far = (-Self.stepsExplained...Self.stepsExplained).first {
            abs($0) > Self.stepsTolerated && areEqual(code, self.code(step: current + $0))
        }
        guard let far else { return .wrong }
        let minutes = Int(far * Self.stepSeconds) / 60
        return .another(minutes: minutes == 0 ? Int(far.signum()) : minutes)
    }

    private func areEqual(_ left: String, _ right: String) -> Bool {
        Secret.areEqual(Array(left.utf8), Array(right.utf8))
    }

    /// RFC 4648 without padding, as people type it.
    package var base32: String { Base32.encoded(secret) }

    /// What an authenticator app reads from the QR code.
    package func uri(account: String, issuer: String) -> String {
        "otpauth://totp/\(Self.escaped(issuer)):\(Self.escaped(account))?secret=\(base32)"
            + "&issuer=\(Self.escaped(issuer))&algorithm=SHA1&digits=\(Self.digits)"
            + "&period=\(Self.stepSeconds)"
    }

    private static func escaped(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return text.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let hex = String(byte, radix: 16, uppercase: true)
            return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
        }.joined()
    }
}

/// Bytes as capital letters and digits that are hard to mix up.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func encoded(_ bytes: [UInt8]) -> String {
        var (buffer, bits, text) = (UInt32(0), 0, "")
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | UInt32(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return text
    }
}
