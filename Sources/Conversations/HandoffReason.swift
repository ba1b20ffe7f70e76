/// Why the Assistant gave a conversation to people. A closed list: reports and gaps count by it.
package enum HandoffReason: String, Sendable, Hashable, Codable, CaseIterable {
    case visitorRequest = "visitor_request"
    case lowConfidence = "low_confidence"
    case missingKnowledge = "missing_knowledge"
    case unsupportedRequest = "unsupported_request"
    case policy
    case sensitive
    case modelFailure = "model_failure"
    case repeatedQuestion = "repeated_question"
    case agentTakeover = "agent_takeover"
}
