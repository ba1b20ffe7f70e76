package import Conversations

/// The mail that tells editors what is new about gaps: names that editors or several visitors gave them, and
/// no words of a single person.
package struct NoticeLetter: Sendable, Hashable {
    /// One thing that is new.
    package struct Item: Sendable, Hashable {
        package let headline: String
        package let name: String
        package let detail: String
        package let link: String

        package init(headline: String, name: String, detail: String, link: String) {
            self.headline = headline
            self.name = name
            self.detail = detail
            self.link = link
        }
    }

    package let items: [Item]
    /// The name of the site, for people who wonder where a mail comes from.
    package let site: String

    package init(items: [Item], site: String) {
        self.items = items
        self.site = site
    }

    /// - Parameter id: makes the mail's own id.
    package func message(
        from sender: MailAddress, to address: MailAddress, id: String, at date: Timestamp
    ) -> MailMessage {
        MailMessage(
            from: sender, to: address, subject: subject, date: date, id: "\(id)@\(sender.domain)",
            plain: plain, html: html)
    }

    private var subject: String {
        guard items.count == 1, let only = items.first else { return "\(items.count) notices about gaps" }
        return HeaderText.oneLine("\(only.headline): \(only.name)")
    }

    private var why: String {
        "You get this mail because an administrator of \(site) named this address in the setting gap_mail_to."
    }

    private var plain: String {
        let parts = items.map { "\($0.headline): \($0.name)\n\($0.detail)\n\($0.link)\n" }
        return (parts + ["-- ", why]).joined(separator: "\n")
    }

    private var html: String {
        let blocks = items.map { item in
            "<p class=\"who\">\(HTML.escaped(item.headline))</p><div class=\"says\">"
                + "<p><a href=\"\(HTML.escaped(item.link))\">\(HTML.escaped(item.name))</a><br>\n"
                + "\(HTML.escaped(item.detail))</p></div>"
        }
        return HTML.page(
            title: HTML.escaped(subject), preview: HTML.escaped(items.first?.name ?? ""),
            body: blocks.joined(separator: "\n"), link: nil, button: "", notes: [HTML.escaped(why)])
    }
}
