import Conversations
import Logging

/// One run: settle, consider, then answer or hand off. Every way out leaves the conversation answered, handed
/// off, or owed.
struct AnswerRun: Sendable {
    let recorder: Recorder
    let assistant: Assistant
    var settings: AnswerSettings
    let nodes: AnsweringNodes
    let online: @Sendable () -> Int
    let newID: @Sendable () -> String
    /// A random number, 0 up to but not 1.
    let chance: @Sendable () -> Double
    let logger: Logger
    let typing = TypingBoard()

    func answer(_ id: ConversationID) async {
        do {
            try await settle(id)
            guard let turn = try await turn(in: id) else { return }
            try await answer(turn, in: id)
        } catch is CancellationError {
            // Shutting down: the next start goes on with what is owed.
        } catch {
            // The store is unavailable: the sweep tries again.
            logger.warning("an answer was put off", metadata: ["conversation": "\(id)", "why": "\(error)"])
        }
    }

    /// Waits only while the visitor is typing, and not for ever.
    private func settle(_ id: ConversationID) async throws {
        var waitedMilliseconds = 0
        while waitedMilliseconds < settings.settleMillisecondsMax,
            typing.isTyping(id, at: recorder.clock.now())
        {
            try await recorder.clock.sleep(milliseconds: settings.settlePollMilliseconds)
            waitedMilliseconds += settings.settlePollMilliseconds
        }
    }

    private func turn(in id: ConversationID) async throws -> Turn? {
        let scope = Scope.system(reason: "answering")
        guard let state = try await recorder.journal.conversation(id, in: scope), state.needsAnswer else {
            return nil
        }
        // Another process is at it: a second search would only be thrown away.
        if let lease = state.lease, lease.node != nodes.own, lease.until > recorder.clock.now(),
            !nodes.isDead(lease.node)
        {
            return nil
        }
        let after = max(0, state.handledSeq - Turn.contextEventsMax, state.seq - Turn.eventsMax)
        let events = try await recorder.journal.events(
            of: id, after: after, limit: state.seq - after, in: scope)
        return Turn(events, of: state)
    }

    private func answer(_ asked: Turn, in id: ConversationID) async throws {
        let begun = recorder.clock.now()
        let turn = await understood(asked)
        let verdict: Assistant.Verdict
        do {
            verdict = try await assistant.consider(turn)
        } catch {
            let decision = Decision(question: turn.ids, outcome: .handOff, reason: .modelFailure)
            return try await handOff(.modelFailure, decision, turn, in: id, shown: nil)
        }
        switch verdict {
        case .handOff(let reason, let decision): try await handOff(reason, decision, turn, in: id, shown: nil)
        case .courtesy(let text, let decision):
            guard let lease = try await start(turn, in: id) else { return }
            let answered = EventBody.Answered(answer: lease.answer, citations: [], asksIfHelped: false)
            _ = try await finish(answered, text: text, decision, turn, lease, in: id)
        case .clarify(let clarification, let decision):
            guard let lease = try await start(turn, in: id) else { return }
            try await ask(clarification, decision, turn, lease, in: id)
        case .answer(let basis, let decision):
            try await answer(from: basis, decision, turn, since: begun, in: id)
        }
    }

    /// A follow-up with what a model makes of it, in its share of the time that an answer may take.
    private func understood(_ turn: Turn) async -> Turn {
        await assistant.understood(
            turn, withinMilliseconds: settings.rewritingMillisecondsMax, newMessage: { MessageID(newID()) })
    }

    func start(_ turn: Turn, in id: ConversationID) async throws -> AnswerLease? {
        guard let answer = MessageID(newID()) else { return nil }
        let (nodes, leaseSeconds) = (nodes, settings.leaseSeconds)
        let until = recorder.clock.now().advanced(bySeconds: leaseSeconds)
        let lease = AnswerLease(answer: answer, node: nodes.own, visitorSeq: turn.visitorSeq, until: until)
        // What another process told before it was lost.
        let live = recorder.feed.live(in: id)
        let receipt = try await recorder.record(id, reason: "answering") { conversation, now in
            let isVoid = conversation.lease.map { nodes.isDead($0.node) } ?? false
            return conversation.startAnswer(lease, evictingOthers: isVoid, live: live, at: now)
        }
        return receipt == nil ? nil : lease
    }

    private func ask(
        _ clarification: Clarification, _ decision: Decision, _ turn: Turn, _ lease: AnswerLease,
        in id: ConversationID
    ) async throws {
        let asked = clarification.asked(as: lease.answer)
        let message = Message(id: lease.answer, author: .assistant, text: clarification.text)
        let receipt = try await recorder.record(id, reason: "answering") { conversation, now in
            conversation.askBack(
                asked, text: message, decision: decision, searched: turn.searched(in: decision), at: now)
        }
        guard receipt != nil else { return try await interrupt(lease, shown: "", in: id) }
        logger.info("asked back", metadata: ["conversation": "\(id)", "snapshot": "\(decision.snapshot)"])
    }

    func finish(
        _ answered: EventBody.Answered, text: String, _ decision: Decision, _ turn: Turn,
        _ lease: AnswerLease, in id: ConversationID
    ) async throws -> Bool {
        let message = Message(id: lease.answer, author: .assistant, text: text)
        let receipt = try await recorder.record(id, reason: "answering") { conversation, now in
            conversation.finishAnswer(
                answered, text: message, decision: decision, searched: turn.searched(in: decision), at: now)
        }
        guard receipt != nil else { return false }
        logger.info(
            "answered",
            metadata: [
                "conversation": "\(id)", "outcome": "\(decision.outcome.rawValue)",
                "sources": "\(answered.citations.count)", "snapshot": "\(decision.snapshot)",
            ])
        return true
    }

    func handOff(
        _ reason: HandoffReason, _ decision: Decision, _ turn: Turn, in id: ConversationID, shown: Message?
    ) async throws {
        let online = online()
        let receipt = try await recorder.record(id, reason: "answering") { conversation, now in
            conversation.handOff(
                decision, reason: reason, visitorSeq: turn.visitorSeq, online: online, shown: shown,
                searched: turn.searched(in: decision), at: now)
        }
        guard receipt != nil else { return }
        logger.info("handed off", metadata: ["conversation": "\(id)", "reason": "\(reason.rawValue)"])
    }

    func interrupt(_ lease: AnswerLease, shown: String, in id: ConversationID) async throws {
        _ = try await recorder.record(id, reason: "answering") { conversation, now in
            let why: EventBody.Interrupted.Why =
                if conversation.status != .assistant {
                    .takenOver
                } else {
                    conversation.visitorSeq != lease.visitorSeq ? .visitorWrote : .lapsed
                }
            return conversation.interruptAnswer(lease.answer, why: why, shown: shown, at: now)
        }
    }
}
