package import Conversations

/// A person of the team who can sign in.
package struct User: Hashable, Sendable {
    package enum Role: String, Sendable, Hashable, CaseIterable {
        case administrator = "admin"
        case agent
        case editor
        case viewer

        /// The role's name in the protocol.
        package var word: String { self == .administrator ? "administrator" : rawValue }
    }

    package static let nameCharactersMax = 80

    package let id: AgentID
    package let email: String
    package let name: String
    package let role: Role
    package let isDisabled: Bool

    package init(id: AgentID, email: String, name: String, role: Role, isDisabled: Bool = false) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.isDisabled = isDisabled
    }

    /// Whether this person may take conversations.
    package var mayAnswer: Bool { role == .administrator || role == .agent }

    /// Whether this person may say something about conversations to the team.
    package var mayAnnotate: Bool { mayAnswer || role == .editor }

    /// E-mail addresses are compared in lower case.
    package static func normalised(email: String) -> String { email.trimmedOfWhitespace.lowercased() }
}
