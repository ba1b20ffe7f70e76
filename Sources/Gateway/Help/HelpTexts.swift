import FoundationEssentials
import Web

/// The words of the help centre that are no article's, one file a language.
struct HelpTexts: Sendable {
    static let standard = "en"
    private static let folder = "help/texts/"
    private static let files = ["de.json", "en.json", "es.json", "fr.json", "he.json"]
    /// Texts whose names begin so are the scripts'.
    fileprivate static let scriptPrefix = "script_"
    /// Scripts that run from right to left, by the languages that are written in them.
    private static let rightToLeft: Set<String> = [
        "ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi",
    ]

    /// One language's words.
    struct Words: Sendable {
        let language: String
        /// By name; what a language lacks is said in the standard one.
        fileprivate let texts: [String: String]

        /// A text with its `{name}` places filled.
        func text(_ name: String, _ places: [String: String] = [:]) -> String {
            places.reduce(texts[name] ?? name) { $0.replacing("{\($1.key)}", with: $1.value) }
        }

        /// The words as slots of a page: `t_` and the name.
        var slots: [String: String] {
            texts.reduce(into: [
                "page_language": language, "page_direction": HelpTexts.direction(language),
                "script_words": JSON.object(scriptWords).text,
            ]) { $0["t_" + $1.key] = $1.value }
        }

        private var scriptWords: [String: JSON] {
            texts.reduce(into: [:]) { words, text in
                guard text.key.hasPrefix(HelpTexts.scriptPrefix) else { return }
                words[String(text.key.dropFirst(HelpTexts.scriptPrefix.count))] = .string(text.value)
            }
        }
    }

    private let languages: [String: [String: String]]

    init(assets: Assets) {
        languages = Self.files.reduce(into: [:]) { languages, file in
            guard let bytes = assets.files[Self.folder + file],
                let texts = try? JSONDecoder().decode([String: String].self, from: Data(bytes))
            else { return }
            languages[String(file.dropLast(".json".count))] = texts
        }
    }

    /// In `language`, or in the standard one where there is no file for it.
    func words(_ language: String?) -> Words {
        let standard = languages[Self.standard] ?? [:]
        guard let language, let own = languages[language] else {
            return Words(language: Self.standard, texts: standard)
        }
        return Words(language: language, texts: standard.merging(own) { _, own in own })
    }

    static func direction(_ language: String) -> String { rightToLeft.contains(language) ? "rtl" : "ltr" }

    /// A language as its speakers call it.
    static func name(of language: String) -> String {
        [
            "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "en": "English",
            "es": "Español", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "he": "עברית",
            "it": "Italiano", "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "no": "Norsk",
            "pl": "Polski", "pt": "Português", "ru": "Русский", "sv": "Svenska", "tr": "Türkçe",
            "uk": "Українська", "zh": "中文",
        ][language] ?? language.uppercased()
    }
}
