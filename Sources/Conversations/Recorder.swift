/// Loads a conversation, applies a rule, stores the change and tells about it; on a race it looks again, a
/// bounded number of times.
package struct Recorder: Sendable {
    /// With one writer the second try nearly always wins; more means that something is wrong.
    package static let attemptsMax = 8

    package let journal: any Journal
    package let feed: Feed
    package let clock: any WallClock

    package init(journal: any Journal, feed: Feed, clock: any WallClock) {
        self.journal = journal
        self.feed = feed
        self.clock = clock
    }

    /// Applies a client's `rule`. The rule gets `nil` when the conversation does not exist in `scope`.
    package func record(
        _ id: ConversationID, in scope: Scope, client: ClientID,
        rule: @Sendable (Conversation?, Timestamp) throws(Refusal) -> Change
    ) async throws(Refusal) -> Receipt {
        var absentBefore = false
        for _ in 0..<Self.attemptsMax {
            let before = try await load(id, in: scope)
            // It exists (the append met a conflict) and yet not for the asker: it is somebody else's.
            if before == nil, absentBefore { throw .unknownConversation }
            absentBefore = before == nil
            let change: Change
            do throws(Refusal) {
                change = try rule(before, clock.now())
            } catch {
                if let first = try await firstReceipt(client, in: id, known: before) { return first }
                throw error
            }
            if let receipt = try await store(change) { return receipt }
        }
        throw .unavailable
    }

    /// Applies a rule of Baton's own. `nil` when the rule had nothing to do any more.
    package func record(
        _ id: ConversationID, reason: String,
        rule: @Sendable (Conversation, Timestamp) -> Change?
    ) async throws(Refusal) -> Receipt? {
        for _ in 0..<Self.attemptsMax {
            guard let before = try await load(id, in: .system(reason: reason)),
                let change = rule(before, clock.now())
            else { return nil }
            if let receipt = try await store(change) { return receipt }
        }
        throw .unavailable
    }

    /// `nil` on a conflict.
    private func store(_ change: Change) async throws(Refusal) -> Receipt? {
        guard !change.isEmpty else {
            return Receipt(seq: change.expecting, at: change.at, isRepeat: true)
        }
        do {
            let receipt = try await journal.append(change)
            if !receipt.isRepeat { feed.tell(.advanced(change.after)) }
            return receipt
        } catch {
            switch error {
            case .conflict: return nil
            case .idReused: throw .idReused
            case .unavailable: throw .unavailable
            }
        }
    }

    private func load(_ id: ConversationID, in scope: Scope) async throws(Refusal) -> Conversation? {
        do {
            return try await journal.conversation(id, in: scope)
        } catch {
            throw .unavailable
        }
    }

    /// A rule may refuse the repeat of what it allowed: the client asked before and must get its receipt.
    private func firstReceipt(
        _ client: ClientID, in id: ConversationID, known: Conversation?
    ) async throws(Refusal) -> Receipt? {
        guard known != nil else { return nil }
        do {
            return try await journal.receipt(for: client, in: id)
        } catch {
            throw .unavailable
        }
    }
}
