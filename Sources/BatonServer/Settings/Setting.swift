import LanguageModel
import Learning

/// One line of the table of settings: the table makes the checks, `--help` and the handbook's page.
package struct Setting: Sendable {
    package enum Kind: Sendable {
        case text
        case number(ClosedRange<Int>)
        /// In YAML a list, elsewhere separated by commas.
        case list
        case choice([String])

        var name: String {
            switch self {
            case .text: "TEXT"
            case .number: "NUMBER"
            case .list: "LIST"
            case .choice(let words): words.joined(separator: "|")
            }
        }
    }

    /// As written in the file; the flag is `--` with dashes, the environment variable `BATON_` in capitals.
    package let key: String
    package let kind: Kind
    package let standard: String
    package let help: String

    package var flag: String { "--" + key.map { $0 == "_" ? "-" : String($0) }.joined() }
    package var variable: String { Setting.variablePrefix + key.uppercased() }

    static let variablePrefix = "BATON_"
}

extension Setting {
    /// Every setting there is. What is not here is refused.
    package static let table: [Setting] =
        [
            Setting(
                key: "host", kind: .text, standard: "127.0.0.1",
                help: "The address to listen on. 0.0.0.0 is every one."),
            Setting(
                key: "port", kind: .number(0...65535), standard: "8080",
                help: "The port to listen on. 0 takes any free one."),
            Setting(
                key: "public_url", kind: .text, standard: "",
                help:
                    "Baton's address for people, such as https://help.example.com. Without it, host and port."
            ),
            Setting(
                key: "allowed_origins", kind: .list, standard: "",
                help:
                    "The origins of the pages that may embed the widget, such as https://shop.example.com."
            ),
            Setting(
                key: "trusted_proxies", kind: .list, standard: "",
                help:
                    "Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For and -Proto are "
                    + "believed."
            ),
            Setting(
                key: "data", kind: .text, standard: "data",
                help: "The folder with everything that Baton keeps. Back this up."),
            Setting(
                key: StorageSetting.key, kind: .text, standard: "",
                help:
                    "A PostgreSQL database instead of the SQLite file in the data folder, such as "
                    + "postgres://baton@db.example.com/baton. The password may stand in it, and is better "
                    + "given by PGPASSWORD or ~/.pgpass."),
            Setting(
                key: "knowledge_base", kind: .text, standard: "KnowledgeBase",
                help: "The folder of Markdown articles that an empty library starts from."),
            Setting(
                key: "assistant_name", kind: .text, standard: "Assistant",
                help: "What visitors see as the Assistant's name."),
            Setting(
                key: "greeting", kind: .text, standard: "Hello. Ask a question, or talk to a person.",
                help: "The first line in an empty chat."),
            Setting(
                key: "contact_after_seconds", kind: .number(1...86_400), standard: "120",
                help: "How long a visitor waits for a person before being offered to leave an address."),
            Setting(
                key: "accent", kind: .text, standard: "",
                help: "The chat's colour, such as #2f6f4f. Empty is Baton's own."),
            Setting(
                key: "opening_questions", kind: .list, standard: "",
                help: "Up to four questions that an empty chat offers to ask."),
            Setting(
                key: "hours", kind: .text, standard: "",
                help:
                    "When people answer, such as Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin. Empty "
                    + "is always."),
            Setting(
                key: "identity_secret_file", kind: .text, standard: "",
                help:
                    "A file that holds nothing but the secret with which your product signs who a visitor "
                    + "is. Or set the variable BATON_IDENTITY_SECRET."),
            Setting(
                key: "error_rate_percent", kind: .number(1...60), standard: "5",
                help:
                    "How many of a hundred automatic answers may be wrong. Baton answers as much as it can "
                    + "show to stay below this, by the answers that people judged; until enough are "
                    + "judged it is cautious and says so. A lower number gives fewer and surer answers."),
            Setting(
                key: "certainty_percent", kind: .number(80...99), standard: "95",
                help:
                    "How sure the bound on the error rate must be. A higher number needs more judged "
                    + "answers, or answers less."),
            Setting(
                key: "audit_percent", kind: .number(0...100), standard: "5",
                help:
                    "How many of a hundred answers are drawn at random for people to judge in the console. "
                    + "Without judged answers Baton promises no error rate."),
            Setting(
                key: "audit_daily", kind: .number(0...1_000), standard: "20",
                help:
                    "About how many answers a day are drawn to be judged where audit_percent would draw "
                    + "fewer: a desk with few answers would wait months for its first promise. 0 leaves "
                    + "it at audit_percent."),
            Setting(
                key: "account_value", kind: .text, standard: "",
                help:
                    "The attribute of identified visitors that holds what their account is worth as a "
                    + "number, such as mrr: gaps that dear accounts run into are ranked higher. "
                    + "Empty: all alike."),
            Setting(
                key: "answer_seconds_max", kind: .number(1...600), standard: "20",
                help: "How long an answer may take before the conversation goes to a person."),
            Setting(
                key: "keep_words_days", kind: .number(0...3650), standard: "0",
                help:
                    "Conversations in which nothing happened for so many days lose their words; what "
                    + "happened in them stays, so that counts stay true. 0 keeps them for ever."),
            Setting(
                key: "training_export", kind: .choice(TrainingGround.allCases.map(\.rawValue)),
                standard: "off",
                help:
                    "Whether `baton export` may write conversations as files to train a model with. With ask "
                    + "the chat asks each visitor once, and only what those wrote who said yes is exported. "
                    + "Say on when you have another ground; whoever said no is left out all the same."),
            Setting(
                key: "phrasings", kind: .choice(PhrasingRule.Way.allCases.map(\.rawValue)), standard: "ask",
                help:
                    "What happens to a question that a person answered by naming an article: an editor is "
                    + "asked whether it is searched with that article, it is added at once, or nothing."),
            Setting(
                key: "article_review", kind: .choice(["off", "on"]), standard: "off",
                help:
                    "Whether a second editor or administrator approves what is written in the console "
                    + "before it is published. Earlier revisions and removals need no approval."),
            Setting(
                key: "connections_max", kind: .number(1...1_000_000), standard: "18000",
                help: "Open chat connections in all. Keep it below the limit of file descriptors (ulimit -n)."
            ),
            Setting(
                key: "connections_per_address_max", kind: .number(1...1_000_000), standard: "64",
                help: "Open chat connections of one network address."),
            Setting(
                key: "drain_seconds", kind: .number(1...600), standard: "10",
                help: "How long a stopping server waits for its connections to close."),
            Setting(
                key: "tls_certificate", kind: .text, standard: "",
                help: "A PEM file with the certificate chain. With tls_key, Baton serves HTTPS itself."),
            Setting(key: "tls_key", kind: .text, standard: "", help: "A PEM file with the private key."),
            Setting(
                key: "log_level", kind: .choice(logLevels), standard: "info",
                help: "How much is logged. From info up it never holds what people write."),
            Setting(
                key: "weights", kind: .text, standard: "Models/all-minilm-l6-v2.baton",
                help: "The weights of the search by meaning. Without this file, search goes by words."),
            Setting(
                key: "prompts", kind: .text, standard: "Prompts",
                help:
                    "The folder with the prompt for the language model and with the rules."),
        ]
        + embedding + model + mail

    private static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    /// Told by the environment alone, since a flag shows in the list of processes and a file gets copied.
    package static let keyVariable = variablePrefix + "MODEL_KEY"

    private static let model: [Setting] = [
        Setting(
            key: "model_url", kind: .text, standard: "",
            help:
                "The address of an OpenAI-compatible model, up to /v1, such as http://127.0.0.1:8081/v1. "
                + "Empty means no model: answers are quotations."),
        Setting(
            key: "model", kind: .text, standard: "",
            help: "The model's name, as its server knows it."),
        Setting(
            key: "model_key_file", kind: .text, standard: "",
            help: "A file that holds nothing but the model's key. Or set the variable BATON_MODEL_KEY."),
        Setting(
            key: "model_auth", kind: .choice(["bearer", "api-key", "x-api-key", "none"]),
            standard: "bearer", help: "How the key is sent."),
        Setting(
            key: "model_query", kind: .list, standard: "",
            help: "Added to the model's address, such as api-version=2024-10-21."),
        Setting(
            key: "model_headers", kind: .list, standard: "",
            help: "Further headers for the model's server, each as Name: value."),
        Setting(
            key: "model_token_field", kind: .choice(["max_tokens", "max_completion_tokens"]),
            standard: "max_tokens", help: "What the model's server calls the length limit of an answer."),
        Setting(
            key: "model_temperature", kind: .choice(["send", "omit"]), standard: "send",
            help: "Some models refuse a temperature."),
        Setting(
            key: "model_stream_options", kind: .choice(["send", "omit"]), standard: "send",
            help: "Some servers refuse to be asked for token counts."),
        Setting(
            key: "model_logprobs", kind: .choice(["send", "omit"]), standard: "omit",
            help:
                "Whether to ask how likely each word of an answer was, for the decision record. Some servers "
                + "refuse to be asked."),
        Setting(
            key: "model_connect_seconds", kind: .number(1...60), standard: "3",
            help: "How long connecting to the model may take."),
        Setting(
            key: "model_first_token_seconds", kind: .number(1...300), standard: "8",
            help: "How long the model may think before its first word."),
        Setting(
            key: "model_between_tokens_seconds", kind: .number(1...300), standard: "4",
            help: "How long the model may pause between two words."),
        Setting(
            key: "model_requests_max", kind: .number(1...256), standard: "4",
            help: "Questions that the model is asked at the same time. More wait for model_queue_seconds."),
        Setting(
            key: "model_queue_seconds", kind: .number(1...300), standard: "4",
            help: "How long a question waits for the model before it is answered by quotation."),
        Setting(
            key: "model_ca_file", kind: .text, standard: "",
            help: "A PEM file with the authority that signed the certificate of the model's server."),
        Setting(
            key: "model_proxy", kind: .text, standard: "",
            help: "A proxy on the way to the model, such as http://proxy:3128. Nothing else is asked."),
        Setting(
            key: "placeholders_off", kind: .list, standard: "",
            help:
                "Kinds of personal data that leave as visitors wrote them: "
                + PersonalData.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                + ". Each other kind becomes a placeholder before it is sent to a model, and is put back "
                + "into the answer."),
    ]

    static func named(_ key: String) -> Setting? { table.first { $0.key == key } }

    /// The settings for `--help`, one paragraph each, wrapped to fit a terminal.
    package static var manual: String {
        table.map { setting in
            let standard = setting.standard.isEmpty ? "" : " [\(setting.standard)]"
            let lines = wrapped(setting.help, columns: 72).map { "      " + $0 }
            return "  \(setting.flag) \(setting.kind.name)\(standard)\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func wrapped(_ text: String, columns: Int) -> [String] {
        text.split(separator: " ").reduce(into: [""]) { lines, word in
            guard let line = lines.last, !line.isEmpty else { return lines[lines.count - 1] = String(word) }
            if line.count + 1 + word.count > columns {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = line + " " + word
            }
        }
    }
}
