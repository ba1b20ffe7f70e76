package import Outbound

/// How mail leaves the house, as the operator decided. Read anew for every mail.
package struct MailSettings: Sendable {
    /// `smtp://host:587` or `smtps://host:465`.
    package let server: String
    package let host: String
    package let from: MailAddress
    /// How long a visitor may take to see a reply before it goes out as mail.
    package let afterSeconds: Int
    package let caFile: String?
    private let credentials: OutboundMail.Credentials?

    /// What is wrong with the settings, named by setting.
    package enum Flaw: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case server
        case from
        case passwordWithoutUser

        /// The setting that it is about.
        package var setting: String {
            switch self {
            case .server: "smtp_url"
            case .from: "mail_from"
            case .passwordWithoutUser: "smtp_user"
            }
        }

        package var description: String {
            switch self {
            case .server: "write smtp://host:587 or smtps://host:465, without a name or a password in it"
            case .from: "give the address that mails come from, such as Acme Support <support@acme.example>"
            case .passwordWithoutUser: "there is a password without a user: give both or none"
            }
        }
    }

    package init(
        server: String, user: String, password: String, from: String, afterSeconds: Int, caFile: String
    ) throws(Flaw) {
        guard let host = Self.host(of: server) else { throw .server }
        guard let from = MailAddress(from) else { throw .from }
        guard password.isEmpty || !user.isEmpty else { throw .passwordWithoutUser }
        self.server = server
        self.host = host
        self.from = from
        self.afterSeconds = afterSeconds
        self.caFile = caFile.isEmpty ? nil : caFile
        credentials = user.isEmpty ? nil : OutboundMail.Credentials(user: user, password: password)
    }

    package var signsIn: Bool { credentials != nil }

    /// A connection without TLS shows passwords and customers' words to everybody on the way, except where
    /// there is no way: on a loopback address.
    package var encryption: OutboundMail.Encryption {
        if Self.isLoopback(host) { return .never }
        return credentials == nil ? .whenOffered : .always
    }

    /// Looks whether the server would take a mail.
    package var probe: OutboundMail {
        OutboundMail(url: server, encryption: encryption, credentials: credentials, caFile: caFile)
    }

    /// The message on its way.
    package func outbound(_ message: MailMessage) -> OutboundMail {
        var mail = probe
        mail.sender = from.address
        mail.recipients = [message.to.address]
        mail.text = Array(message.text.utf8)
        return mail
    }

    private static func host(of url: String) -> String? {
        guard let scheme = ["smtp://", "smtps://"].first(where: url.lowercased().hasPrefix) else {
            return nil
        }
        let rest = url.dropFirst(scheme.count)
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@?#\\".utf8.contains($0) }
        guard isPlain else { return nil }
        let name: Substring
        let port: Substring
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            name = rest[rest.index(after: rest.startIndex)..<end]
            port = rest[rest.index(after: end)...]
        } else {
            name = rest.prefix { $0 != ":" }
            port = rest.dropFirst(name.count)
        }
        let number = Int(port.dropFirst()).map { (1...65_535).contains($0) } ?? false
        guard !name.isEmpty, port.isEmpty || port.hasPrefix(":") && number else { return nil }
        return String(name)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        let isFour = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
        return host.lowercased() == "localhost" || host == "::1" || isFour && numbers[0] == "127"
    }
}
