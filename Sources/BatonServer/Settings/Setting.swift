/// One line of the table of settings: the table makes the checks, `--help` and the handbook's page.
package struct Setting: Sendable {
    package enum Kind: Sendable {
        case text
        case number(ClosedRange<Int>)
        /// In YAML a list, elsewhere separated by commas.
        case list

        var name: String {
            switch self {
            case .text: "TEXT"
            case .number: "NUMBER"
            case .list: "LIST"
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
    package static let table: [Setting] = [
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
            help: "The origins of the pages that may embed the widget, such as https://shop.example.com."),
        Setting(
            key: "trusted_proxies", kind: .list, standard: "",
            help:
                "Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For and -Proto are believed."
        ),
        Setting(
            key: "data", kind: .text, standard: "data",
            help: "The folder with everything that Baton keeps. Back this up."),
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
            key: "answer_seconds_max", kind: .number(1...600), standard: "20",
            help: "How long an answer may take before the conversation goes to a person."),
        Setting(
            key: "connections_max", kind: .number(1...1_000_000), standard: "18000",
            help: "Open chat connections in all. Keep it below the limit of file descriptors (ulimit -n)."),
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
            key: "log_level", kind: .text, standard: "info",
            help:
                "trace, debug, info, notice, warning, error or critical. It never holds what people write."
        ),
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
