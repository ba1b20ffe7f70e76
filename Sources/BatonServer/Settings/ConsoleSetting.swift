/// A setting that administrators change in the console: where it stands on the page and in `Settings`.
struct ConsoleSetting: Sendable {
    enum Group: String, Sendable {
        case appearance
        case hours
        case answers
        case model
        case mail
    }

    /// How it is entered.
    enum Form: String, Sendable {
        case text
        case number
        case list
        case choice
        case longText = "long_text"
        case colour
        case hours
        case secret
    }

    /// Where its value is within `Settings`.
    enum Place: Sendable {
        case text(any WritableKeyPath<Settings, String> & Sendable)
        case number(any WritableKeyPath<Settings, Int> & Sendable)
        case list(any WritableKeyPath<Settings, [String]> & Sendable)
        /// `send` or `omit`.
        case sends(any WritableKeyPath<Settings, Bool> & Sendable)
    }

    static let textCharactersMax = 500
    static let longTextCharactersMax = 1_000
    static let secretCharactersMax = 4_096
    static let itemsMax = 20

    let key: String
    let group: Group
    let form: Form
    let place: Place
    /// Of a secret: the environment variable that gives it, and the key of the file that does.
    var variable: String?
    var fileKey: String?
    /// Of a secret, which is not in the table of settings.
    var secretHelp = ""

    /// `nil` for a secret: those are told by the environment or the console alone.
    var setting: Setting? { Setting.named(key) }
    var help: String { setting?.help ?? secretHelp }
    var standard: String { setting?.standard ?? "" }

    static func named(_ key: String) -> ConsoleSetting? { table.first { $0.key == key } }

    /// In the order of the pages.
    static let table: [ConsoleSetting] = [
        ConsoleSetting(
            key: "assistant_name", group: .appearance, form: .text, place: .text(\.assistantName)),
        ConsoleSetting(key: "greeting", group: .appearance, form: .longText, place: .text(\.greeting)),
        ConsoleSetting(
            key: "opening_questions", group: .appearance, form: .list, place: .list(\.openingQuestions)),
        ConsoleSetting(key: "accent", group: .appearance, form: .colour, place: .text(\.accent)),
        ConsoleSetting(key: "hours", group: .hours, form: .hours, place: .text(\.hours)),
        ConsoleSetting(
            key: "contact_after_seconds", group: .hours, form: .number,
            place: .number(\.contactAfterSeconds)),
        ConsoleSetting(
            key: "error_rate_percent", group: .answers, form: .number, place: .number(\.errorRatePercent)),
        ConsoleSetting(
            key: "certainty_percent", group: .answers, form: .number, place: .number(\.certaintyPercent)),
        ConsoleSetting(
            key: "audit_percent", group: .answers, form: .number, place: .number(\.auditPercent)),
        ConsoleSetting(key: "audit_daily", group: .answers, form: .number, place: .number(\.auditDaily)),
        ConsoleSetting(key: "phrasings", group: .answers, form: .choice, place: .text(\.phrasings)),
        ConsoleSetting(key: "article_review", group: .answers, form: .choice, place: .text(\.articleReview)),
        ConsoleSetting(key: "account_value", group: .answers, form: .text, place: .text(\.accountValue)),
        ConsoleSetting(
            key: "answer_seconds_max", group: .answers, form: .number, place: .number(\.answerSecondsMax)),
        ConsoleSetting(key: "model_url", group: .model, form: .text, place: .text(\.model.url)),
        ConsoleSetting(key: "model", group: .model, form: .text, place: .text(\.model.name)),
        ConsoleSetting(
            key: "model_key", group: .model, form: .secret, place: .text(\.model.key),
            variable: Setting.keyVariable, fileKey: "model_key_file",
            secretHelp:
                "The key to the model's server. It is kept encrypted and never shown again. Enter it anew "
                + "when the address changes."),
        ConsoleSetting(key: "model_auth", group: .model, form: .choice, place: .text(\.model.auth)),
        ConsoleSetting(key: "model_query", group: .model, form: .list, place: .list(\.model.query)),
        ConsoleSetting(
            key: "model_token_field", group: .model, form: .choice, place: .text(\.model.tokenField)),
        ConsoleSetting(
            key: "model_temperature", group: .model, form: .choice, place: .sends(\.model.sendsTemperature)),
        ConsoleSetting(
            key: "placeholders_off", group: .model, form: .list, place: .list(\.model.placeholdersOff)),
        ConsoleSetting(key: "smtp_url", group: .mail, form: .text, place: .text(\.mail.url)),
        ConsoleSetting(key: "smtp_user", group: .mail, form: .text, place: .text(\.mail.user)),
        ConsoleSetting(
            key: "smtp_password", group: .mail, form: .secret, place: .text(\.mail.password),
            variable: Setting.smtpVariable, fileKey: "smtp_password_file",
            secretHelp:
                "The password for the mail server. It is kept encrypted and never shown again. Enter it anew "
                + "when the server changes."),
        ConsoleSetting(key: "mail_from", group: .mail, form: .text, place: .text(\.mail.from)),
        ConsoleSetting(
            key: "mail_after_seconds", group: .mail, form: .number, place: .number(\.mail.afterSeconds)),
        ConsoleSetting(key: "gap_mail_to", group: .mail, form: .list, place: .list(\.mail.gapsTo)),
    ]
}

extension Settings {
    /// The value as it is stored: a line for each item of a list.
    func stored(_ setting: ConsoleSetting) -> String {
        switch setting.place {
        case .text(let path): self[keyPath: path]
        case .number(let path): String(self[keyPath: path])
        case .list(let path): self[keyPath: path].joined(separator: "\n")
        case .sends(let path): self[keyPath: path] ? "send" : "omit"
        }
    }

    mutating func put(_ value: String, into setting: ConsoleSetting) {
        switch setting.place {
        case .text(let path): self[keyPath: path] = value
        case .number(let path): self[keyPath: path] = Int(value) ?? self[keyPath: path]
        case .list(let path): self[keyPath: path] = value.split(separator: "\n").map(String.init)
        case .sends(let path): self[keyPath: path] = value == "send"
        }
    }

    /// Who gave it, when it was not the console: what it says wins.
    func origin(of setting: ConsoleSetting) -> SettingOrigin? {
        if let origin = origins[setting.key] { return origin }
        guard setting.form == .secret else { return nil }
        if let variable = setting.variable, !stored(setting).isEmpty { return .environment(variable) }
        return setting.fileKey.flatMap { origins[$0] }
    }

    /// With what the console holds; what the operator gave stays, and so does what does not fit any more.
    func with(_ values: [String: String]) -> Settings {
        var settings = self
        for setting in ConsoleSetting.table where origin(of: setting) == nil {
            if let value = values[setting.key] { settings.put(value, into: setting) }
        }
        return settings
    }
}
