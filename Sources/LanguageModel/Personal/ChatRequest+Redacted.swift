extension ChatRequest {
    /// The request as it may leave, and what its placeholders stand for.
    ///
    /// A value that stands in an open part too is no secret, and stays: a question about a published address
    /// would otherwise not find it.
    package func redacted(_ kinds: Set<PersonalData.Kind>) -> (request: ChatRequest, Placeholders) {
        let parts = messages.flatMap(\.parts)
        let open = parts.compactMap { part -> String? in
            if case .open(let text) = part { text } else { nil }
        }
        var placeholders = Placeholders(for: parts.map(\.text), kinds: kinds) { value in
            open.contains { $0.contains(value) }
        }
        let redacted = messages.map { message in
            ChatMessage(
                message.role,
                message.parts.map { part in
                    guard case .personal(let text) = part else { return part }
                    return .personal(placeholders.redact(text))
                })
        }
        return (
            ChatRequest(messages: redacted, tokensMax: tokensMax, temperature: temperature), placeholders
        )
    }
}
