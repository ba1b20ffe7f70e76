import Yams

/// Holds what was written against the table: unknown names and wrong kinds are refused before anything is
/// read.
///
/// The configuration library ignores misspelt keys and takes the default for a value of the wrong kind.
enum SettingsCheck {
    /// Programs that work with Baton are told these by the environment; the server itself has no use for
    /// them.
    static let foreignVariables: Set = [
        "BATON_SHARED", "BATON_BENCH", "BATON_BINARY", "BATON_SETTINGS", Setting.keyVariable,
        IdentitySettings.variable, EmbeddingSettings.variable,
        Setting.smtpVariable,
    ]

    static func flags(_ arguments: [String]) throws(SettingsFailure) {
        var rest = arguments[...]
        var seen: Set<String> = []
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                throw SettingsFailure(
                    place: argument, reason: "this is no flag: settings are written --name value.")
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            guard let setting = Setting.table.first(where: { $0.flag == parts[0] }) else {
                throw .unknown(parts[0], at: "flag", known: Setting.table.map(\.flag))
            }
            // The library would take neither of two values, and the default instead.
            guard seen.insert(setting.key).inserted else {
                throw SettingsFailure(place: setting.flag, reason: "it is given twice: give it once.")
            }
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.hasPrefix("--") else {
                throw SettingsFailure(place: setting.flag, reason: "it needs a value.")
            }
            try check(value, setting, at: setting.flag)
        }
    }

    /// `--name=value` as two arguments, so that a value may hold anything.
    static func separated(_ flags: [String]) -> [String] {
        flags.flatMap { flag -> [String] in
            guard flag.hasPrefix("--") else { return [flag] }
            return flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What flags that were checked give, by the settings' keys.
    static func values(_ flags: [String]) -> [String: String] {
        let words = separated(flags)
        return stride(from: 0, to: words.count - 1, by: 2).reduce(into: [:]) { values, place in
            guard let setting = Setting.table.first(where: { $0.flag == words[place] }) else { return }
            values[setting.key] = words[place + 1]
        }
    }

    static func environment(_ variables: [String: String]) throws(SettingsFailure) {
        for (name, value) in variables.sorted(by: { $0.key < $1.key })
        where name.hasPrefix(Setting.variablePrefix) && !foreignVariables.contains(name) {
            guard let setting = Setting.table.first(where: { $0.variable == name }) else {
                throw .unknown(name, at: "environment", known: Setting.table.map(\.variable))
            }
            try check(value, setting, at: name)
        }
    }

    static func file(_ text: String, path: String) throws(SettingsFailure) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw SettingsFailure(place: path, reason: "this is not YAML: \(error)")
        } catch {
            throw SettingsFailure(place: path, reason: "this is not YAML.")
        }
        guard let root else { return }
        guard let mapping = root.mapping else {
            throw SettingsFailure(place: path, reason: "settings are written as name: value, one a line.")
        }
        for (key, value) in mapping {
            let place = "\(path):\(key.mark?.line ?? 1)"
            let name = key.string ?? ""
            guard let setting = Setting.named(name) else {
                throw .unknown(name, at: place, known: Setting.table.map(\.key))
            }
            try check(value, setting, at: place)
        }
    }

    private static func check(_ value: Node, _ setting: Setting, at place: String) throws(SettingsFailure) {
        if case .list = setting.kind {
            guard let items = value.sequence, items.allSatisfy({ $0.scalar != nil }) else {
                throw SettingsFailure(
                    place: place, reason: "\(setting.key) is a list: write [first, second].")
            }
            return
        }
        guard let scalar = value.scalar else {
            throw SettingsFailure(place: place, reason: "\(setting.key) is a single value.")
        }
        try check(scalar.string, setting, at: place)
    }

    static func check(_ value: String, _ setting: Setting, at place: String) throws(SettingsFailure) {
        if case .choice(let words) = setting.kind, !words.contains(value) {
            throw SettingsFailure(
                place: place, reason: "\(setting.key) is one of \(words.joined(separator: ", ")).")
        }
        guard case .number(let range) = setting.kind else { return }
        guard let number = Int(value), range.contains(number) else {
            throw SettingsFailure(
                place: place,
                reason: "\(setting.key) is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
    }
}
