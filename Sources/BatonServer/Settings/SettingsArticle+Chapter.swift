extension SettingsArticle {
    /// The tables of the page in their order; the raw value is the heading.
    enum Chapter: String, CaseIterable {
        case address = "Address and port"
        case appearance = "What visitors see"
        case hours = "Opening hours and waiting"
        case answers = "Answers and search"
        case model = "Language model"
        case mail = "Mail"
        case safety = "Who may connect and who they are"
        case folders = "Folders"
        case connections = "Connections and log"
        /// A setting that nobody put into a chapter is on the page all the same.
        case further = "Further settings"

        static func of(_ setting: Setting) -> Chapter {
            if let chapter = keys.first(where: { $0.value.contains(setting.key) }) { return chapter.key }
            return prefixes.first { setting.key.hasPrefix($0.prefix) }?.chapter ?? .further
        }

        private static let keys: [Chapter: Set<String>] = [
            .address: ["host", "port", "public_url", "tls_certificate", "tls_key"],
            .appearance: ["accent", "assistant_name", "greeting", "opening_questions"],
            .hours: ["hours", "contact_after_seconds"],
            .answers: [
                "account_value", "answer_seconds_max", "article_review", "audit_daily", "audit_percent",
                "certainty_percent", "error_rate_percent", "phrasings", "weights",
            ],
            .safety: ["allowed_origins", "trusted_proxies"],
            .folders: ["data", "keep_words_days", "knowledge_base", "prompts", "storage", "training_export"],
            .connections: ["drain_seconds", "log_level"],
        ]
        private static let prefixes: [(prefix: String, chapter: Chapter)] = [
            ("embedding_", .answers), ("model", .model), ("placeholders_", .model), ("mail_", .mail),
            ("smtp_", .mail), ("gap_mail_", .mail),
            ("identity_", .safety),
            ("connections_", .connections),
        ]
    }
}
