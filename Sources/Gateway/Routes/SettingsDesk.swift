package import Identity

/// What the console sent for one setting.
package enum SettingInput: Sendable, Hashable, Decodable {
    case text(String)
    case number(Int)
    case list([String])
    /// Back to the standard.
    case nothing
    /// Anything else: of the wrong kind.
    case other

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let list = try? container.decode([String].self) {
            self = .list(list)
        } else {
            self = .other
        }
    }

    /// As it was typed; empty for what is no text.
    var typed: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .list, .nothing, .other: ""
        }
    }
}

/// One line of the settings page.
package struct SettingLine: Sendable {
    package var key: String
    package var kind: String
    package var choices: [String]?
    package var range: ClosedRange<Int>?
    /// As stored: a line for each item of a list. Of a secret "set" or nothing.
    package var value: String
    package var standard: String
    package var source: String
    /// Who wins over the console, in words; `nil` where the console decides.
    package var lockedBy: String?
    package var help: String
    package var group: String

    package init(
        key: String, kind: String, choices: [String]?, range: ClosedRange<Int>?, value: String,
        standard: String, source: String, lockedBy: String?, help: String, group: String
    ) {
        self.key = key
        self.kind = kind
        self.choices = choices
        self.range = range
        self.value = value
        self.standard = standard
        self.source = source
        self.lockedBy = lockedBy
        self.help = help
        self.group = group
    }
}

/// The settings page at one moment.
package struct SettingsPage: Sendable {
    package let version: Int64
    package let lines: [SettingLine]
    /// One sentence about what goes on in the background; `nil` for nothing.
    package let notice: String?

    package init(version: Int64, lines: [SettingLine], notice: String? = nil) {
        self.version = version
        self.lines = lines
        self.notice = notice
    }
}

/// What became of a change.
package enum SettingsOutcome: Sendable {
    case changed(SettingsPage)
    /// Somebody else was first: what holds now.
    case conflict(SettingsPage)
    /// What to do, by key.
    case refused([String: String])
}

/// One step of a trial: what was tried, and what went wrong in words.
package struct TrialLine: Sendable, Hashable {
    package let name: String
    package let isGood: Bool
    package let detail: String
    package let milliseconds: Int

    package init(name: String, isGood: Bool, detail: String, milliseconds: Int) {
        self.name = name
        self.isGood = isGood
        self.detail = detail
        self.milliseconds = milliseconds
    }
}

/// Who keeps what administrators set in the console.
package protocol SettingsDesk: Sendable {
    func page() async throws -> SettingsPage
    /// - Parameter version: of the page that was changed.
    func change(_ values: [String: SettingInput], version: Int64, by actor: AuditActor) async throws
        -> SettingsOutcome
    /// Tries the model with values that are not stored.
    func tryModel(_ values: [String: SettingInput]) async -> [TrialLine]
}
