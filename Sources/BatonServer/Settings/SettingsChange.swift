import Answering
import Gateway

/// A change that the console asks for, held against the table, the operator's word and the settings as a
/// whole.
struct SettingsChange {
    /// What to do, by key; nothing is stored while there is one.
    private(set) var complaints: [String: String] = [:]
    /// New values in the clear; `nil` is back to the standard.
    private(set) var values: [String: String?] = [:]
    /// The settings as they would be.
    private(set) var settings: Settings
    private let live: LiveSettings
    private let before: Settings

    init(_ inputs: [String: SettingInput], stored: [String: String], live: LiveSettings) {
        self.live = live
        let opened = live.opened(stored)
        before = live.given.with(opened)
        settings = before
        for (key, input) in inputs { read(key, input, opened) }
        guard complaints.isEmpty else { return }
        keepSecretsAtHome(opened)
        var merged = opened
        for (key, value) in values { merged[key] = value }
        settings = live.given.with(merged)
        check()
    }

    private mutating func read(_ key: String, _ input: SettingInput, _ stored: [String: String]) {
        guard let setting = ConsoleSetting.named(key) else {
            complaints[key] = "There is no such setting."
            return
        }
        if setting.form == .secret, input == .text(ConsoleSettings.secretMark) { return }
        do throws(ConsoleInput) {
            let value = try ConsoleInput.stored(input, for: setting)
            if let origin = live.given.origin(of: setting) {
                // A page may send back what it was told; only another value is refused.
                let isSame = setting.form != .secret && (value ?? setting.standard) == before.stored(setting)
                if !isSame, setting.form != .secret || value != nil {
                    complaints[key] = "It is given by \(origin.place), which wins: change it there."
                }
            } else if value != stored[key] {
                values[key] = .some(value)
            }
        } catch {
            complaints[key] = error.complaint
        }
    }

    /// A key that was entered for one server is not sent to another one that somebody names later.
    private mutating func keepSecretsAtHome(_ stored: [String: String]) {
        for (address, secret, home) in [
            ("model_url", "model_key", before.model.url), ("smtp_url", "smtp_password", before.mail.url),
        ] {
            guard let given = values[address], let url = given, stored[secret] != nil, values[secret] == nil,
                Self.host(url) != Self.host(home)
            else { continue }
            complaints[secret] = "The address is another one: enter this anew for it."
        }
    }

    private static func host(_ url: String) -> String {
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count).drop { $0 == ":" || $0 == "/" }
        return (scheme + "//" + rest.prefix { $0 != "/" }).lowercased()
    }

    /// What one field cannot tell: whether all of them hold together.
    private mutating func check() {
        do throws(SettingsFailure) {
            settings = try settings.checked()
            guard settings.model.isConfigured else { return }
            _ = try settings.model.endpoint(answerMilliseconds: settings.answering.modelMillisecondsMax)
        } catch {
            let key = ConsoleSetting.named(error.place)?.key ?? fieldOf(error.place)
            complaints[key] = error.sentence
        }
    }

    private func fieldOf(_ place: String) -> String {
        let secret = ConsoleSetting.table.first { $0.variable == place || $0.fileKey == place }
        return secret?.key ?? values.keys.min() ?? place
    }

    /// As stored: secrets sealed.
    var sealed: [String: String?] {
        values.reduce(into: [:]) { sealed, change in
            guard let setting = ConsoleSetting.named(change.key) else { return }
            let isSecret = setting.form == .secret
            sealed[change.key] = .some(
                change.value.flatMap { isSecret ? live.sealed($0, for: setting) : $0 })
        }
    }

    /// For the audit log: from what to what, of secrets only that.
    var notes: [(key: String, detail: String)] {
        values.keys.sorted().compactMap { key in
            guard let setting = ConsoleSetting.named(key) else { return nil }
            if setting.form == .secret {
                return (key, values[key] == .some(nil) ? "removed" : "set")
            }
            return (key, "\(Self.short(before.stored(setting))) → \(Self.short(settings.stored(setting)))")
        }
    }

    private static let noteCharactersMax = 120

    private static func short(_ text: String) -> String {
        let line = text.replacing("\n", with: " | ")
        return line.count > noteCharactersMax ? line.prefix(noteCharactersMax) + "…" : line
    }
}
