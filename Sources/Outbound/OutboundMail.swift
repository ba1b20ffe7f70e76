/// One mail for one server; without recipients it only looks whether the server would take one.
package struct OutboundMail: Sendable {
    /// What a connection that begins without TLS does before anything is said on it.
    package enum Encryption: Sendable, Hashable {
        /// Not even when it is offered: on a loopback address nobody reads along.
        case never
        case whenOffered
        case always
    }

    /// A name and a password. Nothing that describes or reflects them shows them.
    package struct Credentials: Sendable, CustomStringConvertible, CustomReflectable {
        let user: String
        let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }

        package var description: String { "[credentials]" }
        package var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// `smtp://host:587`, or `smtps://host:465` for TLS from the first byte.
    package var url: String
    package var encryption: Encryption
    package var credentials: Credentials?
    /// Addresses alone, without names and angle brackets.
    package var sender: String
    package var recipients: [String]
    /// The whole message with its header; every line ends with CR LF.
    package var text: [UInt8]
    /// A certificate authority to trust instead of the system's, in PEM.
    package var caFile: String?
    package var deadlines: OutboundDeadlines

    package init(
        url: String, encryption: Encryption, credentials: Credentials? = nil, sender: String = "",
        recipients: [String] = [], text: [UInt8] = [], caFile: String? = nil,
        deadlines: OutboundDeadlines = Self.deadlinesDefault
    ) {
        self.url = url
        self.encryption = encryption
        self.credentials = credentials
        self.sender = sender
        self.recipients = recipients
        self.text = text
        self.caFile = caFile
        self.deadlines = deadlines
    }

    /// A mail server may think for a while about who connects, and longer about a mail (RFC 5321, 4.5.3.2).
    package static let deadlinesDefault = OutboundDeadlines(
        connectMillisecondsMax: 15_000, totalMillisecondsMax: 60_000)

    /// Why it cannot be sent at all.
    var flaw: OutboundFailure.Flaw? {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "smtp" || scheme == "smtps" else { return .scheme }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return .url }
        let addresses = recipients + (sender.isEmpty ? [] : [sender])
        guard addresses.allSatisfy(Self.isAddress), recipients.isEmpty || !sender.isEmpty else {
            return .mail
        }
        let secrets = [credentials?.user ?? "", credentials?.password ?? ""]
        // A line end in a name or a password would be a command of its own with some of the mechanisms.
        return secrets.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } } ? nil : .mail
    }

    /// Nothing in it that ends the command or the brackets around it.
    private static func isAddress(_ text: String) -> Bool {
        let bytes = text.utf8
        return bytes.count <= 254 && bytes.contains(UInt8(ascii: "@"))
            && bytes.allSatisfy {
                $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }
}

/// What a mail server said last: its code and the first line behind it.
package struct SMTPReply: Sendable, Hashable {
    package static let lineCharactersMax = 200

    /// Three digits (RFC 5321, 4.2): 4xx may be tried again, 5xx is for good.
    package let code: Int
    package let line: String

    package init(code: Int, line: String) {
        self.code = code
        self.line = line
    }

    package var isPermanent: Bool { code >= 500 }
}

/// What a mail server would not do.
package enum MailRefusal: Sendable, Hashable {
    /// It does not offer TLS, and this mail must not go without.
    case withoutTLS
    /// It does not take the name and the password.
    case credentials(SMTPReply?)
    /// It does not take the mail, or not from us.
    case mail(SMTPReply)
}

extension MailRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .withoutTLS: "the server does not offer TLS, and a password never goes without"
        case .credentials: "the server refused the user's name or the password"
        case .mail(let reply): "the server refused with code \(reply.code)"
        }
    }
}
