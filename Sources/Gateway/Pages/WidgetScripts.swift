internal import FoundationEssentials
package import Web

/// The widget's script in every language that has a file of texts: one request brings the words with it.
package struct WidgetScripts: Sendable {
    package static let standard = "en"
    static let preferencesMax = 20
    static let accentPlace = "\"{{accent}}\""
    private static let texts = "widget/texts/"
    private static let files = ["de.js", "en.js", "es.js", "fr.js", "he.js"]

    /// By language: `de`.
    package let scripts: [String: String]

    package init(assets: Assets) throws(WidgetBundle.Failure) {
        var scripts: [String: String] = [:]
        var known: [String: ScriptModule] = [:]
        for file in Self.files where assets.files[Self.texts + file] != nil {
            let path = Self.texts + file
            let language = String(file.dropLast(".js".count))
            let replacing = ["\(Self.texts)\(Self.standard).js": path]
            let bundle = try WidgetBundle(
                entry: "widget/main.js", assets: assets, replacing: replacing, known: &known)
            scripts[language] = bundle.script
        }
        self.scripts = scripts
    }

    /// The script with the operator's colour in the place that `widget/main.js` keeps for it.
    package func script(_ language: String, accent: String) -> String? {
        scripts[language]?.replacing(Self.accentPlace, with: JSON.string(accent).text)
    }

    /// The language that was asked for, else the first that the browser likes and there is, or English.
    package func language(asked: String?, accepted: String?) -> String {
        let wanted = [asked ?? ""] + Self.preferences(accepted ?? "")
        return wanted.map(Self.primary).first { scripts[$0] != nil } ?? Self.standard
    }

    /// `de-CH` is `de`.
    private static func primary(_ tag: String) -> String {
        String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })
    }

    /// The tags of an `Accept-Language`, the most wanted first (RFC 9110, 12.5.4).
    private static func preferences(_ header: String) -> [String] {
        let weighed = header.split(separator: ",").prefix(preferencesMax).map { part in
            let fields = part.split(separator: ";").map { $0.filter { $0 != " " } }
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (tag: fields.first ?? "", weight: weight ?? 1)
        }
        let sorted = weighed.enumerated().sorted { one, other in
            (other.element.weight, one.offset) < (one.element.weight, other.offset)
        }
        return sorted.map(\.element).filter { $0.weight > 0 }.map(\.tag)
    }
}
