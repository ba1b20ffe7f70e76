extension Setting {
    /// Told by the environment alone, like the model's key.
    package static let smtpVariable = variablePrefix + "SMTP_PASSWORD"

    static let mail: [Setting] = [
        Setting(
            key: "smtp_url", kind: .text, standard: "",
            help:
                "The server that takes mails, smtp://host:587 or smtps://host:465. Without it, none is sent."
        ),
        Setting(
            key: "smtp_user", kind: .text, standard: "",
            help: "The name to sign in with at the mail server. Empty for a server that asks for none."),
        Setting(
            key: "smtp_password_file", kind: .text, standard: "",
            help:
                "A file with the password for it. Or give the password in the environment variable "
                + "\(smtpVariable)."
        ),
        Setting(
            key: "mail_from", kind: .text, standard: "",
            help: "Who mails come from, such as Acme Support <support@acme.example>. smtp_url needs it."),
        Setting(
            key: "mail_after_seconds", kind: .number(5...86_400), standard: "60",
            help:
                "How long a visitor who left an address may take to see a reply before it goes out as mail."),
        Setting(
            key: "gap_mail_to", kind: .list, standard: "",
            help:
                "Addresses that hear by mail when a gap opens, grows fast, or a published article was tried. "
                + "At most one mail an hour. Empty means none: the console tells it anyway."),
        Setting(
            key: "smtp_ca_file", kind: .text, standard: "",
            help: "A PEM file with the authority that signed the certificate of the mail server."),
    ]
}
