import Crypto
import CryptoExtras
import Dispatch
import FoundationEssentials
import Synchronization

/// Password rules and Scrypt hashes, computed on threads of their own: one takes tens of milliseconds.
package enum Password {
    package static let charactersMin = 10
    package static let charactersMax = 128

    /// RFC 7914; N = 2^15, r = 8, p = 1 needs 32 MiB and follows OWASP's password storage advice.
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1
    private static let saltBytes = 16
    private static let hashBytes = 32
    /// One at a time, 32 MiB each; who comes when this many wait is turned away rather than queued for
    /// minutes.
    package static let pendingMax = 64
    private static let queue = DispatchQueue(label: "baton.password")
    private static let pending = Atomic(0)

    /// Length by what a person counts, and a refusal of the guesses that every attacker starts with.
    package static func check(_ password: String, email: String) throws(IdentityFailure) {
        guard password.count >= charactersMin else { throw .passwordTooShort }
        guard password.count <= charactersMax else { throw .passwordTooLong }
        let lower = password.lowercased()
        let name = email.split(separator: "@").first.map(String.init) ?? email
        let letters = Set(lower)
        guard letters.count >= 4, !lower.contains("password"), !lower.contains("1234567"),
            !lower.contains("qwertyui"), lower != email.lowercased(), name.count < 4 || !lower.hasPrefix(name)
        else { throw .passwordTooCommon }
    }

    /// `scrypt$N$r$p$salt$hash`, salt and hash in base64.
    package static func hash(_ password: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<saltBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let hash = try await derive(
            password, salt: salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        let parts = [Data(salt).base64EncodedString(), Data(hash).base64EncodedString()]
        return "scrypt$\(rounds)$\(blockSize)$\(parallelism)$" + parts.joined(separator: "$")
    }

    /// Takes the same time for a wrong password as for a right one; `nil` costs as much and is never right.
    package static func verify(_ password: String, against encoded: String?) async throws -> Bool {
        let parts = (encoded ?? "").split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]),
            let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Data(base64Encoded: parts[4]),
            let expected = Data(base64Encoded: parts[5])
        else {
            _ = try await hash(password)
            return false
        }
        let actual = try await derive(
            password, salt: Array(salt), rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        return Secret.areEqual(actual, Array(expected))
    }

    private static func derive(
        _ password: String, salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int
    ) async throws -> [UInt8] {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= pendingMax else { throw IdentityFailure.tooBusy }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let key = try KDF.Scrypt.deriveKey(
                            from: Data(password.utf8), salt: salt, outputByteCount: hashBytes, rounds: rounds,
                            blockSize: blockSize, parallelism: parallelism)
                        return unsafe key.withUnsafeBytes { unsafe Array($0) }
                    })
            }
        }
    }
}
