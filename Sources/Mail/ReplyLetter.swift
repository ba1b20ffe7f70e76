package import Conversations

/// The mail that brings an agent's replies to a visitor who did not see them.
package struct ReplyLetter: Sendable {
    static let subjectCharactersMax = 60

    package struct Reply: Sendable, Hashable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package let conversation: ConversationID
    package let replies: [Reply]
    package let question: String?
    package let link: String
    package let linkExpiresAt: Timestamp
    /// The name of the site, for people who wonder where a mail comes from.
    package let site: String

    package init(
        conversation: ConversationID, replies: [Reply], question: String?, link: String,
        linkExpiresAt: Timestamp, site: String
    ) {
        self.conversation = conversation
        self.replies = replies
        self.question = question
        self.link = link
        self.linkExpiresAt = linkExpiresAt
        self.site = site
    }

    /// - Parameters:
    ///   - seqTo: the last reply in it: the same replies always make a mail with the same id.
    ///   - earlier: the last replies of the mails before.
    package func message(
        from sender: MailAddress, to address: MailAddress, seqTo: Int, earlier: [Int], at date: Timestamp
    ) -> MailMessage {
        let id = { (seq: Int) in "\(conversation).\(seq)@\(sender.domain)" }
        return MailMessage(
            from: MailAddress(name: senderName(sender), address: sender.address) ?? sender, to: address,
            subject: subject, date: date, id: id(seqTo), earlier: earlier.map(id), plain: plain, html: html)
    }

    /// "Ada, Acme Support": who writes, and for whom.
    private func senderName(_ sender: MailAddress) -> String {
        let who = names
        return sender.name.isEmpty || sender.name == who ? who : "\(who), \(sender.name)"
    }

    private var names: String {
        replies.map(\.name).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }.joined(separator: " and ")
    }

    private var subject: String {
        let words = HeaderText.oneLine(question ?? "")
        guard !words.isEmpty else { return "Your question" }
        let cut = words.prefix(Self.subjectCharactersMax)
        return "Your question: " + cut + (cut.count < words.count ? "…" : "")
    }

    private var plain: String {
        var lines: [String] = []
        for (index, reply) in replies.enumerated() {
            let isNew = index == 0 || replies[index - 1].name != reply.name
            if isNew { lines += ["\(reply.name) wrote:", ""] }
            lines += [reply.text, ""]
        }
        lines += [Words.open, link, "", "-- ", Words.holds(linkExpiresAt), Words.why(site)]
        return lines.joined(separator: "\n")
    }

    private var html: String {
        let blocks = replies.enumerated().map { index, reply in
            let isNew = index == 0 || replies[index - 1].name != reply.name
            let name = isNew ? "<p class=\"who\">\(HTML.escaped(reply.name))</p>" : ""
            return name + "<div class=\"says\">\(HTML.paragraphs(reply.text))</div>"
        }
        return HTML.page(
            title: HTML.escaped(subject), preview: HTML.escaped(replies.first?.text ?? ""),
            body: blocks.joined(separator: "\n"), link: HTML.escaped(link), button: Words.button,
            notes: [Words.holds(linkExpiresAt), Words.why(site)].map(HTML.escaped))
    }
}

/// What a mail says besides what people wrote.
private enum Words {
    static let open = "Read the whole conversation and answer:"
    static let button = "Open the conversation"

    static func holds(_ moment: Timestamp) -> String {
        "The link opens your conversation without a password until \(MailDate(moment).words), "
            + "so do not pass it on."
    }

    static func why(_ site: String) -> String {
        "You get this mail because this address was left in the chat of \(site). "
            + "Please answer in the conversation: what is answered by mail does not reach it."
    }
}
