import Yams

/// Who gave a setting, when it was the operator and not the console.
package enum SettingOrigin: Hashable, Sendable {
    case flag(String)
    case environment(String)
    case file(String)

    /// As pages name it.
    var word: String {
        switch self {
        case .flag: "flag"
        case .environment: "environment"
        case .file: "file"
        }
    }

    /// Where to change it.
    var place: String {
        switch self {
        case .flag(let name): "the flag \(name)"
        case .environment(let name): "the environment variable \(name)"
        case .file(let path): "the file \(path)"
        }
    }

    /// By key. All are checked already.
    static func of(flags: [String], environment: [String: String]) -> [String: SettingOrigin] {
        let names = Set(flags.map { String($0.prefix { $0 != "=" }) })
        var origins: [String: SettingOrigin] = [:]
        for setting in Setting.table {
            if names.contains(setting.flag) {
                origins[setting.key] = .flag(setting.flag)
            } else if environment[setting.variable] != nil {
                origins[setting.key] = .environment(setting.variable)
            }
        }
        return origins
    }

    static func of(file text: String, path: String) -> [String: SettingOrigin] {
        let keys = (try? Yams.compose(yaml: text))?.mapping?.keys.compactMap(\.string) ?? []
        return Dictionary(keys.map { ($0, .file(path)) }, uniquingKeysWith: { first, _ in first })
    }
}
