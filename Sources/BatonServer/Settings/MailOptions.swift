import Foundation
import Mail

/// What the operator decided about mail, as written. The password is shown nowhere.
package struct MailOptions: Sendable, CustomStringConvertible, CustomReflectable {
    /// Empty for none.
    package var url: String
    package var user: String
    package var passwordFile: String
    /// From the environment, or from the console.
    package var password: String
    package var from: String
    package var afterSeconds: Int
    package var caFile: String
    /// Who hears about gaps.
    package var gapsTo: [String] = []

    /// A longer file is not one with a password in it.
    static let passwordBytesMax = 4096

    package var isConfigured: Bool { !url.isEmpty }

    /// `nil` without a mail server. Throws for settings that cannot be used, each with its place.
    func read() throws(SettingsFailure) -> MailSettings? {
        guard isConfigured else { return nil }
        guard password.isEmpty || passwordFile.isEmpty else {
            throw SettingsFailure(
                place: "smtp_password_file", reason: "\(Setting.smtpVariable) is set too: use one of them.")
        }
        guard gapsTo.allSatisfy({ MailAddress(name: "", address: $0) != nil }) else {
            throw SettingsFailure(
                place: "gap_mail_to", reason: "give addresses such as editors@example.com, with commas.")
        }
        let password = try password.isEmpty ? passwordFromFile() : password
        do throws(MailSettings.Flaw) {
            return try MailSettings(
                server: url, user: user, password: password, from: from, afterSeconds: afterSeconds,
                caFile: caFile)
        } catch {
            throw SettingsFailure(place: error.setting, reason: error.description + ".")
        }
    }

    private func passwordFromFile() throws(SettingsFailure) -> String {
        guard !passwordFile.isEmpty else { return "" }
        guard let data = FileManager.default.contents(atPath: passwordFile),
            data.count <= Self.passwordBytesMax
        else {
            throw SettingsFailure(
                place: "smtp_password_file",
                reason: "the file cannot be read: check the path and permissions.")
        }
        let text = String(decoding: data, as: UTF8.self)
        return String(text.reversed().drop { $0.isNewline }.reversed())
    }

    package var description: String { "[mail options]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension MailOptions {
    /// With what somebody typed into the console and has not saved.
    ///
    /// The password goes to no other server and with no other name than it was given for: who may try
    /// settings must not be able to have it sent to a machine of theirs.
    package func changed(by values: [String: String]) -> MailOptions {
        var options = self
        options.url = values["smtp_url"] ?? url
        options.user = values["smtp_user"] ?? user
        options.from = values["mail_from"] ?? from
        options.caFile = values["smtp_ca_file"] ?? caFile
        if let typed = values["smtp_password"], !typed.isEmpty, typed != Self.isSet {
            (options.password, options.passwordFile) = (typed, "")
        } else if options.url != url || options.user != user || options.caFile != caFile {
            (options.password, options.passwordFile) = ("", "")
        }
        return options
    }

    /// What the console shows in place of a password that is there.
    static let isSet = "set"
}
