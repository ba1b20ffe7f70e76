import Calibration
import Configuration
import Foundation
import SystemPackage

/// What the operator decided: flags over environment over one YAML file over the defaults of the table.
package struct Settings: Sendable {
    package var host: String
    package var port: Int
    package var publicURL: String
    package var allowedOrigins: [String]
    package var trustedProxies: [String]
    package var data: String
    package var storage: StorageSetting
    package var knowledgeBase: String
    package var assistantName: String
    package var greeting: String
    package var contactAfterSeconds: Int
    package var answerSecondsMax: Int
    package var errorRatePercent: Int
    package var certaintyPercent: Int
    package var auditPercent: Int
    package var auditDaily: Int
    package var keepWordsDays: Int
    package var phrasings: String
    package var articleReview: String
    package var accountValue: String
    package var trainingExport: String
    package var accent: String
    package var openingQuestions: [String]
    package var hours: String
    package var identity: IdentitySettings
    package var connectionsMax: Int
    package var connectionsPerAddressMax: Int
    package var drainSeconds: Int
    package var tlsCertificate: String
    package var tlsKey: String
    package var logLevel: String
    package var weights: String
    package var prompts: String
    package var embedding: EmbeddingSettings
    package var model: ModelSettings
    package var mail: MailOptions
    /// Where a setting was given, by its key; what is not here has its standard.
    package private(set) var origins: [String: SettingOrigin] = [:]

    /// The confidence from which on an answer is given where nothing was fitted or judged, 0...1.
    package var answerMin: Double { ThresholdBoard.initial(nil, promise).threshold }

    /// The share of the answers that is drawn to be judged, 0...1.
    package var auditRate: Double { Double(auditPercent) / 100 }

    /// Names that an answer may use of whoever answers, without a source.
    var ownNames: [String] { [assistantName, "Baton"] }

    /// The address by which people reach Baton, without a path.
    package var publicAddress: String { address(port: port) }

    /// Other machines can connect, but their pages would be refused: Baton knows itself by a loopback name.
    package var isOpenWithoutName: Bool { publicURL.isEmpty && ["0.0.0.0", "::"].contains(host) }

    func address(port: Int) -> String {
        guard publicURL.isEmpty else { return publicURL }
        let scheme = tlsCertificate.isEmpty ? "http" : "https"
        let name = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return "\(scheme)://\(name.contains(":") ? "[\(name)]" : name):\(port)"
    }

    /// Reads and checks all sources. `file` is the YAML file, if the operator named one.
    package static func read(
        flags: [String] = [], environment: [String: String] = [:], file: String? = nil
    ) async throws -> Settings {
        try SettingsCheck.flags(flags)
        try SettingsCheck.environment(environment)
        var origins = SettingOrigin.of(flags: flags, environment: environment)
        var providers: [any ConfigProvider] = [
            KeyMappingProvider(
                upstream: CommandLineArgumentsProvider(arguments: ["baton"] + SettingsCheck.separated(flags))
            ) { key in
                AbsoluteConfigKey(key.components.map { $0.replacing("_", with: "-") }, context: key.context)
            },
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: ["baton"]),
        ]
        if let file {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw SettingsFailure(
                    place: file, reason: "the settings file cannot be read: check the path.")
            }
            let text = String(decoding: data, as: UTF8.self)
            try SettingsCheck.file(text, path: file)
            origins.merge(SettingOrigin.of(file: text, path: file)) { stronger, _ in stronger }
            providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
        }
        var settings = try Settings(
            ConfigReader(providers: providers), environment, flags: SettingsCheck.values(flags)
        ).checked()
        settings.origins = origins
        return settings
    }

    private init(_ config: ConfigReader, _ environment: [String: String], flags: [String: String]) {
        func text(_ key: String) -> String {
            // The library takes a flag's value with a comma for a list, and the default instead of it.
            flags[key] ?? config.string(forKey: ConfigKey([key]), default: Setting.named(key)?.standard ?? "")
        }
        func number(_ key: String) -> Int {
            let standard = Setting.named(key).flatMap { Int($0.standard) } ?? 0
            return config.int(forKey: ConfigKey([key]), default: standard)
        }
        func list(_ key: String) -> [String] {
            config.stringArray(forKey: ConfigKey([key]), default: []).filter { !$0.isEmpty }
        }
        host = text("host")
        port = number("port")
        publicURL = text("public_url")
        allowedOrigins = list("allowed_origins")
        trustedProxies = list("trusted_proxies")
        data = text("data")
        storage = StorageSetting(text(StorageSetting.key))
        knowledgeBase = text("knowledge_base")
        assistantName = text("assistant_name")
        greeting = text("greeting")
        contactAfterSeconds = number("contact_after_seconds")
        answerSecondsMax = number("answer_seconds_max")
        errorRatePercent = number("error_rate_percent")
        certaintyPercent = number("certainty_percent")
        auditPercent = number("audit_percent")
        auditDaily = number("audit_daily")
        keepWordsDays = number("keep_words_days")
        phrasings = text("phrasings")
        (articleReview, accountValue) = (text("article_review"), text("account_value"))
        trainingExport = text("training_export")
        accent = text("accent")
        openingQuestions = list("opening_questions")
        hours = text("hours")
        identity = IdentitySettings(
            secretFile: text("identity_secret_file"),
            secret: environment[IdentitySettings.variable] ?? "")
        connectionsMax = number("connections_max")
        connectionsPerAddressMax = number("connections_per_address_max")
        drainSeconds = number("drain_seconds")
        tlsCertificate = text("tls_certificate")
        tlsKey = text("tls_key")
        logLevel = text("log_level")
        weights = text("weights")
        prompts = text("prompts")
        let languages = list("embedding_languages")
        embedding = EmbeddingSettings(
            url: text("embedding_url"), name: text("embedding_model"), keyFile: text("embedding_key_file"),
            key: environment[EmbeddingSettings.variable] ?? "",
            languages: languages.isEmpty ? ["en"] : languages, caFile: text("embedding_ca_file"))
        model = ModelSettings(
            url: text("model_url"), name: text("model"), keyFile: text("model_key_file"),
            key: environment[Setting.keyVariable] ?? "", auth: text("model_auth"), query: list("model_query"),
            headers: list("model_headers"), tokenField: text("model_token_field"),
            sendsTemperature: text("model_temperature") == "send",
            sendsStreamOptions: text("model_stream_options") == "send",
            asksForLikelihoods: text("model_logprobs") == "send",
            connectSeconds: number("model_connect_seconds"),
            firstTokenSeconds: number("model_first_token_seconds"),
            betweenTokensSeconds: number("model_between_tokens_seconds"),
            requestsMax: number("model_requests_max"), queueSeconds: number("model_queue_seconds"),
            caFile: text("model_ca_file"), proxy: text("model_proxy"),
            placeholdersOff: list("placeholders_off"))
        mail = MailOptions(
            url: text("smtp_url"), user: text("smtp_user"), passwordFile: text("smtp_password_file"),
            password: environment[Setting.smtpVariable] ?? "", from: text("mail_from"),
            afterSeconds: number("mail_after_seconds"), caFile: text("smtp_ca_file"),
            gapsTo: list("gap_mail_to"))
    }

    func checked() throws(SettingsFailure) -> Settings {
        for origin in allowedOrigins + (publicURL.isEmpty ? [] : [publicURL]) where !Self.isOrigin(origin) {
            throw SettingsFailure(
                place: origin,
                reason: "an address is written https://host or https://host:port, without a path.")
        }
        guard tlsCertificate.isEmpty == tlsKey.isEmpty else {
            throw SettingsFailure(place: "tls_certificate, tls_key", reason: "one needs the other.")
        }
        try storage.checked()
        try embedding.check()
        try model.check()
        try checkChat()
        _ = try mail.read()
        return self
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme) else {
            return false
        }
        return url.host != nil && url.path.isEmpty && url.query == nil && url.fragment == nil
            && url.user == nil
    }
}
