package import Handoff

/// What the operator decides about the chat. Read anew at each use, so that a change needs no restart.
package struct ChatSettings: Sendable {
    package static let openingsMax = 4

    package let address: PublicAddress
    package var assistantName: String
    package var greeting: String
    package var contactAfterSeconds: Int
    /// `#rrggbb`, or `nil` for the standard one.
    package var accent: String?
    /// Questions offered in an empty chat.
    package var openings: [String]
    /// When people answer; `nil` is always.
    package var hours: OpeningHours?
    /// Whether replies can go out as mail.
    package var hasMail: Bool
    /// Whether visitors are asked if a model may be trained with what they write.
    package var asksForTraining: Bool

    package init(
        address: PublicAddress, assistantName: String, greeting: String, contactAfterSeconds: Int,
        accent: String? = nil, openings: [String] = [], hours: OpeningHours? = nil, hasMail: Bool = false,
        asksForTraining: Bool = false
    ) {
        self.address = address
        self.assistantName = assistantName
        self.greeting = greeting
        self.contactAfterSeconds = contactAfterSeconds
        self.accent = accent
        self.openings = Array(openings.prefix(Self.openingsMax))
        self.hours = hours
        self.hasMail = hasMail
        self.asksForTraining = asksForTraining
    }

    var publicURL: String { address.url }
}
