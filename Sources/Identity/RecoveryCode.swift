import Crypto

/// Codes on paper for the day when the phone is gone: each opens once.
package enum RecoveryCode {
    package static let count = 10
    /// Letters and digits of one, without the dash: 40 random bits.
    static let characters = 8
    /// Without what is read as something else: 0, 1, i, l, o, u.
    private static let alphabet = Array("abcdefghjkmnpqrstvwxyz23456789")

    package static func fresh() -> [String] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in
            let letters = (0..<characters).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            return String(letters[..<(characters / 2)]) + "-" + String(letters[(characters / 2)...])
        }
    }

    /// As it is compared: whatever the case, the dash and the spaces. `nil` for what is no recovery code.
    static func normalised(_ text: String) -> String? {
        let letters = text.lowercased().filter { $0 != "-" && $0 != " " }
        return letters.count == characters && letters.allSatisfy(alphabet.contains) ? letters : nil
    }
}
