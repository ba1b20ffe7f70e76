package import Conversations

/// What is said of a visitor: by the visitor's page, which anybody can edit, or by the host product, signed.
package struct VisitorProfile: Hashable, Sendable {
    package static let nameCharactersMax = 120
    package static let emailCharactersMax = 254
    package static let attributesMax = 20
    package static let attributeNameCharactersMax = 64
    package static let attributeValueCharactersMax = 256

    package let name: String?
    package let email: String?
    package let attributes: [String: String]
    package let isVerified: Bool

    /// Cut to the limits rather than refused: a long name must not keep a person from help.
    package init(name: String?, email: String?, attributes: [String: String] = [:], isVerified: Bool = false)
    {
        self.name = Self.kept(name, charactersMax: Self.nameCharactersMax)
        self.email = Self.kept(email, charactersMax: Self.emailCharactersMax)
        let pairs = attributes.sorted { $0.key < $1.key }.compactMap { name, value -> (String, String)? in
            guard let name = Self.kept(name, charactersMax: Self.attributeNameCharactersMax) else {
                return nil
            }
            return (name, Self.kept(value, charactersMax: Self.attributeValueCharactersMax) ?? "")
        }
        self.attributes = Dictionary(
            pairs.prefix(Self.attributesMax), uniquingKeysWith: { first, _ in first })
        self.isVerified = isVerified
    }

    package var isEmpty: Bool { name == nil && email == nil && attributes.isEmpty }

    /// What holds once `claimed` was said. What was signed stands against what a page says of itself.
    package func merged(with claimed: VisitorProfile) -> VisitorProfile {
        if claimed.isVerified { return claimed }
        return isVerified ? self : claimed
    }

    /// Without control characters and surrounding white space; `nil` when nothing is left.
    private static func kept(_ text: String?, charactersMax: Int) -> String? {
        guard let text else { return nil }
        let scalars = text.unicodeScalars.prefix(charactersMax * scalarsPerCharacterMax)
            .filter { $0.properties.generalCategory != .control }
        let cut = String(String(String.UnicodeScalarView(scalars)).prefix(charactersMax)).trimmedOfWhitespace
        return cut.isEmpty ? nil : cut
    }

    /// A character can be built of any number of scalars; no name needs more.
    private static let scalarsPerCharacterMax = 8
}

/// Where the profiles of visitors are kept, and what they agreed to.
package protocol VisitorBook: Sendable {
    func profile(of visitor: VisitorID) async throws(JournalError) -> VisitorProfile?
    /// Takes in what was said, by `merged`, in one transaction.
    func take(_ claimed: VisitorProfile, of visitor: VisitorID, at: Timestamp) async throws(JournalError)
    /// `nil` when nothing was said, or when it was erased with the visitor's words.
    func consent(of visitor: VisitorID) async throws(JournalError) -> TrainingConsent?
}
