/// A question back to the visitor, which of several articles is meant. It is no answer, and counts as none.
package struct AskedBack: Hashable, Sendable, Codable {
    package struct Choice: Hashable, Sendable, Codable {
        package let article: String
        /// What the visitor says who means this one; no two choices share one.
        package let label: String

        package init(article: String, label: String) {
            self.article = article
            self.label = label
        }
    }

    /// What the visitor's next message makes of it.
    package enum Reply: Hashable, Sendable {
        case chose(Choice)
        /// None of them fits.
        case other
        /// Something of the visitor's own.
        case words
    }

    /// The words of the question.
    package let message: MessageID
    package let choices: [Choice]
    /// What a visitor says whom none of the choices fits.
    package let other: String

    package init(message: MessageID, choices: [Choice], other: String) {
        self.message = message
        self.choices = choices
        self.other = other
    }

    /// Everything that can be said in return at the press of a button.
    package var replies: [String] { choices.map(\.label) + [other] }

    /// A reply is a message like any other, so whoever types it, in any client, has chosen it too.
    package func reply(_ text: String) -> Reply {
        let said = Self.plain(text)
        if let choice = choices.first(where: { Self.plain($0.label) == said }) { return .chose(choice) }
        return said == Self.plain(other) ? .other : .words
    }

    private static func plain(_ text: String) -> String { text.trimmedOfWhitespace.lowercased() }
}
