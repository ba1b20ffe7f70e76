/// Why something asked for was not done. `code` is part of the protocol; `description` says what to do.
package enum Refusal: Error, Hashable, Sendable {
    case textEmpty
    case textTooLong(charactersMax: Int)
    /// Not there, or not the asker's: the two look the same from outside.
    case unknownConversation
    case conversationFull(eventsMax: Int)
    /// Somebody was faster.
    case takenByAnother
    /// Not assigned to this agent.
    case notAssignedToYou
    case notWaiting
    case notResolved
    case unknownAnswer
    case scoreOutOfRange
    case addressInvalid
    /// The same client id came with another content.
    case idReused
    /// The store cannot take it now; asking again later is safe.
    case unavailable

    package var code: String {
        switch self {
        case .textEmpty: "text_empty"
        case .textTooLong: "text_too_long"
        case .unknownConversation: "unknown_conversation"
        case .conversationFull: "conversation_full"
        case .takenByAnother: "conflict"
        case .notAssignedToYou: "not_assigned"
        case .notWaiting: "not_waiting"
        case .notResolved: "not_resolved"
        case .unknownAnswer: "unknown_answer"
        case .scoreOutOfRange: "score_out_of_range"
        case .addressInvalid: "address_invalid"
        case .idReused: "id_reused"
        case .unavailable: "unavailable"
        }
    }
}

extension Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .textEmpty: "The message is empty: write something first."
        case .textTooLong(let max): "The message is longer than \(max) characters: send it in parts."
        case .unknownConversation: "There is no such conversation here: start a new one."
        case .conversationFull(let max):
            "The conversation reached its limit of \(max) events: start a new one."
        case .takenByAnother: "A colleague has it and is online."
        case .notAssignedToYou: "The conversation is not assigned to you: accept it first."
        case .notWaiting: "The conversation does not wait for a person."
        case .notResolved: "The conversation is not resolved yet."
        case .unknownAnswer: "There is no such answer in this conversation."
        case .scoreOutOfRange: "The score must be a whole number from 1 to 5."
        case .addressInvalid: "That does not look like an e-mail address: check it for typing mistakes."
        case .idReused: "This id was already used for something else: use a new one."
        case .unavailable: "The message cannot be stored at the moment: try again shortly."
        }
    }
}
