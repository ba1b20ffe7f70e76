import Foundation

/// How the host product proves who a visitor is: the secret with which it signs.
package struct IdentitySettings: Sendable {
    /// Told by the environment or a file alone, like every secret.
    package static let variable = Setting.variablePrefix + "IDENTITY_SECRET"
    /// RFC 7518, 3.2: a key of HS256 has at least the size of its hash.
    static let secretBytesMin = 32
    static let secretBytesMax = 4096

    let secretFile: String
    let secret: String

    /// The secret, or `nil` when nobody is known by name.
    package func read() throws(SettingsFailure) -> String? {
        guard secretFile.isEmpty || secret.isEmpty else {
            throw SettingsFailure(
                place: "identity_secret_file", reason: "\(Self.variable) is set too: give one of the two.")
        }
        guard !secretFile.isEmpty else { return try checked(secret, at: Self.variable) }
        guard let file = FileHandle(forReadingAtPath: secretFile),
            let data = try? file.read(upToCount: Self.secretBytesMax + 2)
        else {
            throw SettingsFailure(place: "identity_secret_file", reason: "the file cannot be read.")
        }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw SettingsFailure(place: "identity_secret_file", reason: "the file is empty.")
        }
        return try checked(text, at: "identity_secret_file")
    }

    private func checked(_ secret: String, at place: String) throws(SettingsFailure) -> String? {
        guard !secret.isEmpty else { return nil }
        guard (Self.secretBytesMin...Self.secretBytesMax).contains(secret.utf8.count) else {
            throw SettingsFailure(
                place: place,
                reason: "the secret has at least \(Self.secretBytesMin) characters: `openssl rand -hex 32`.")
        }
        return secret
    }
}
