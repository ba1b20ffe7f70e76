import Gateway

/// Reads what the console sent for a setting: the stored form, or what is wrong with it.
struct ConsoleInput: Error {
    /// What to do, for the field.
    let complaint: String

    /// `nil` is back to the standard.
    static func stored(_ input: SettingInput, for setting: ConsoleSetting) throws(ConsoleInput) -> String? {
        let text = try text(input, setting)
        guard !text.isEmpty, text != setting.standard else { return nil }
        return text
    }

    private static func text(_ input: SettingInput, _ setting: ConsoleSetting) throws(ConsoleInput) -> String
    {
        switch (setting.form, input) {
        case (_, .nothing): return ""
        case (.list, .list(let items)): return try list(items, setting)
        case (.list, .text(let text)):
            return try list(text.split(whereSeparator: \.isNewline).map(String.init), setting)
        case (.number, .number(let number)): return try number.description.checked(as: setting)
        case (.number, .text(let text)):
            return text.isEmpty ? "" : try trimmed(text).checked(as: setting)
        case (.list, _), (.number, _), (_, .list), (_, .number), (_, .other):
            throw ConsoleInput(complaint: Self.kind(setting.form))
        case (_, .text(let text)): return try plain(text, setting)
        }
    }

    private static func kind(_ form: ConsoleSetting.Form) -> String {
        switch form {
        case .number: "Enter a whole number."
        case .list: "Enter a list of lines."
        default: "Enter a text."
        }
    }

    private static func plain(_ text: String, _ setting: ConsoleSetting) throws(ConsoleInput) -> String {
        let text = trimmed(text)
        let longest =
            switch setting.form {
            case .longText: ConsoleSetting.longTextCharactersMax
            case .secret: ConsoleSetting.secretCharactersMax
            default: ConsoleSetting.textCharactersMax
            }
        guard text.count <= longest else {
            throw ConsoleInput(complaint: "At most \(longest) characters: shorten it.")
        }
        let mayHaveLines = setting.form == .longText
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || (mayHaveLines && scalar == "\n")
        }
        guard isPlain else {
            throw ConsoleInput(complaint: "It holds control characters: type it anew.")
        }
        if text.isEmpty { return "" }
        switch setting.form {
        case .colour: return try colour(text)
        case .choice: return try text.checked(as: setting)
        default: return text
        }
    }

    /// `#0a7` is short for `#00aa77`.
    private static func colour(_ text: String) throws(ConsoleInput) -> String {
        let digits = text.dropFirst(text.hasPrefix("#") ? 1 : 0).lowercased()
        guard [3, 6].contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw ConsoleInput(complaint: "A colour is written #rrggbb, such as #2f6f4f.")
        }
        return "#" + (digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : digits)
    }

    private static func list(_ items: [String], _ setting: ConsoleSetting) throws(ConsoleInput) -> String {
        let items = items.map(trimmed).filter { !$0.isEmpty }
        guard items.count <= ConsoleSetting.itemsMax else {
            throw ConsoleInput(complaint: "At most \(ConsoleSetting.itemsMax) lines: take some away.")
        }
        let isPlain = items.allSatisfy { item in
            item.count <= ConsoleSetting.textCharactersMax
                && item.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        }
        guard isPlain
        else {
            throw ConsoleInput(complaint: "Each line is a plain text of a few words.")
        }
        return items.joined(separator: "\n")
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}

extension String {
    /// By the table of settings: number ranges and choices.
    fileprivate func checked(as setting: ConsoleSetting) throws(ConsoleInput) -> String {
        guard let known = setting.setting else { return self }
        do throws(SettingsFailure) {
            try SettingsCheck.check(self, known, at: setting.key)
        } catch {
            throw ConsoleInput(complaint: error.sentence)
        }
        return self
    }
}

extension SettingsFailure {
    /// For a field that names itself.
    var sentence: String { reason.prefix(1).uppercased() + reason.dropFirst() }
}
