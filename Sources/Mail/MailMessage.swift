package import Conversations

/// One mail as a value: who, what, and where in its thread. `text` is how it goes over the wire.
package struct MailMessage: Sendable, Hashable {
    /// Earlier mails named in a header; a thread needs its beginning and its end.
    static let referencesMax = 10

    /// A boundary has 70 characters at most (RFC 2046, 5.1.1).
    private static let boundaryCharactersMax = 60

    package var from: MailAddress
    package var to: MailAddress
    package var subject: String
    package var date: Timestamp
    /// Without angle brackets, as `c-0b87f3e2.12@shop.example`.
    package var id: String
    /// The ids of the mails before it in the conversation, oldest first.
    package var earlier: [String]
    package var plain: String
    package var html: String

    package init(
        from: MailAddress, to: MailAddress, subject: String, date: Timestamp, id: String,
        earlier: [String] = [], plain: String, html: String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.earlier = earlier
        self.plain = plain
        self.html = html
    }

    /// RFC 5322 with two bodies of the same words; every line ends with CR LF.
    package var text: String {
        // The bodies are quoted-printable, where "=_" cannot occur.
        let boundary = "=_\(id.prefix { $0 != "@" }.suffix(Self.boundaryCharactersMax))"
        let head = headers + ["Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"", "", ""]
        let parts = [("plain", plain), ("html", html)].map { kind, body in
            "--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n\(QuotedPrintable.encoded(body))\r\n"
        }
        return head.joined(separator: "\r\n") + parts.joined() + "--\(boundary)--\r\n"
    }

    private var headers: [String] {
        var lines = [
            "From: \(from.header)", "To: \(to.header)",
            "Subject: \(HeaderText.unstructured(subject))", "Date: \(MailDate(date).header)",
            "Message-ID: <\(id)>",
        ]
        if let last = earlier.last {
            let kept =
                earlier.count > Self.referencesMax
                ? [earlier[0]] + earlier.suffix(Self.referencesMax - 1) : earlier
            lines.append("In-Reply-To: <\(last)>")
            lines.append("References: " + kept.map { "<\($0)>" }.joined(separator: "\r\n "))
        }
        return lines + [
            // Nobody's holiday note is to answer it (RFC 3834, 5; the second is Microsoft's).
            "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "MIME-Version: 1.0",
        ]
    }
}
