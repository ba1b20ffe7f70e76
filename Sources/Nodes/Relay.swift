package import Conversations
import Handoff
package import Logging
import Synchronization

/// Tells the other processes what happens here, and the listeners here what happens there.
///
/// Only what was born here is told, so nothing goes round in circles. What stands in the log is announced by
/// the log itself.
package final class Relay: Sendable {
    /// Conversations looked up at the same time.
    static let looksAtOnceMax = 8
    static let tickMilliseconds = 2_000
    /// Everything that is no event is said again after this many ticks, for those who lost it.
    static let ticksBetweenReminders = 10
    /// Reading marks that a newcomer is told.
    static let marksMax = 1_000
    /// Conversations that are looked at after something may have been missed, besides those that somebody
    /// here follows.
    static let advancedMax = 1_000
    static let retryMilliseconds = 1_000

    private let announcements: any Announcements
    private let recorder: Recorder
    private let ledger: any NodeLedger
    private let boards: TeamBoards
    private let logger: Logger
    private let marks = Mutex(RecentMarks())

    package init(
        _ announcements: any Announcements, recorder: Recorder, ledger: any NodeLedger, boards: TeamBoards,
        logger: Logger
    ) {
        self.announcements = announcements
        self.recorder = recorder
        self.ledger = ledger
        self.boards = boards
        self.logger = logger
    }

    private var feed: Feed { recorder.feed }
    private var now: Timestamp { recorder.clock.now() }

    /// Works until the task is cancelled.
    package func work() async {
        let token = feed.listen(from: .here) { [self] signal in
            if let frame = frame(of: signal) { announce(frame) }
        }
        boards.presence.listen { [self] agent, isThere in announce(.presence(agent, isThere: isThere)) }
        defer {
            feed.stop(token)
            boards.presence.listen { _, _ in }
        }
        announce(.hello)
        await mark()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            for await _ in announcements.hearing.rings { await take(announcements.hearing.takeAll()) }
            group.cancelAll()
        }
    }

    private func announce(_ frame: NodeFrame) {
        // What is too long is not told: the answer's end brings its whole text.
        if let json = frame.json { announcements.announce(json) }
    }

    private func frame(of signal: Signal) -> NodeFrame? {
        switch signal {
        case .advanced: nil
        case .delta(let id, let answer, let number, let text):
            .delta(id, answer: answer, number: number, text: text)
        case .typing(let id, let actor, let isTyping): .typing(id, by: actor, isTyping: isTyping)
        case .seen(let id, let actor, let seq): .seen(id, by: actor, seq: seq)
        case .viewersChanged(let id): .viewers(id, boards.viewers.viewersHere(of: id))
        }
    }
}

/// What the others told.
extension Relay {
    private func take(_ heard: [Heard]) async {
        let plan = HeardPlan(heard, isAwaited: feed.isAwaited)
        do throws(JournalError) {
            let states = try await look(plan.looks)
            for step in plan.steps {
                switch step {
                case .look(let id):
                    if let state = states[id] { feed.tell(.advanced(state), from: .elsewhere) }
                case .frame(let node, let frame): take(frame, from: node)
                }
            }
            guard plan.mayHaveMissed else { return }
        } catch {
            logger.warning("what another node did cannot be looked up", metadata: ["why": "\(error)"])
        }
        await catchUp()
    }

    private func take(_ frame: NodeFrame, from node: String) {
        switch frame {
        case .delta(let id, let answer, let number, let text):
            feed.tell(.delta(conversation: id, answer: answer, number: number, text: text), from: .elsewhere)
        case .typing(let id, let actor, let isTyping):
            feed.tell(.typing(conversation: id, by: actor, isTyping: isTyping), from: .elsewhere)
        case .seen(let id, let actor, let seq):
            guard boards.seen.mark(id, seq: seq, by: actor) else { return }
            feed.tell(.seen(conversation: id, by: actor, seq: seq), from: .elsewhere)
        case .viewers(let id, let agents):
            guard boards.viewers.heard(agents, of: id, at: node, now: now) else { return }
            feed.tell(.viewersChanged(conversation: id), from: .elsewhere)
        case .presence(let agent, let isThere): boards.presence.heard(agent, isThere: isThere)
        case .hello:
            remind()
            for id in feed.followed.prefix(Self.marksMax) {
                let marks = boards.seen.marks(of: id)
                for mark in [marks.team, marks.visitor].compactMap(\.self) {
                    announce(.seen(id, by: mark.by, seq: mark.seq))
                }
            }
        }
    }

    private func look(_ ids: [ConversationID]) async throws(JournalError) -> [ConversationID: Conversation] {
        var states: [ConversationID: Conversation] = [:]
        var rest = ids[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.looksAtOnceMax)
            rest = rest.dropFirst(some.count)
            for result in await looked(some) {
                if let state = try result.get() { states[state.id] = state }
            }
        }
        return states
    }

    private func looked(
        _ ids: ArraySlice<ConversationID>
    ) async -> [Result<Conversation?, JournalError>] {
        await withTaskGroup { group in
            for id in ids {
                group.addTask { [recorder] () -> Result<Conversation?, JournalError> in
                    do throws(JournalError) {
                        return .success(
                            try await recorder.journal.conversation(id, in: .system(reason: "relay")))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Looks at all that somebody here follows, and at all that changed since nothing was missed for certain.
    private func catchUp() async {
        while !Task.isCancelled {
            do {
                var ids = feed.followed
                if let safe = marks.withLock(\.safe) {
                    let advanced = try await ledger.advanced(since: safe, limit: Self.advancedMax)
                    ids.formUnion(advanced.filter(feed.isAwaited))
                }
                for state in try await look(Array(ids)).values {
                    feed.tell(.advanced(state), from: .elsewhere)
                }
                announce(.hello)
                return
            } catch {
                // Meanwhile what is told waits, or is dropped in favour of the next look.
                logger.warning("what other nodes did cannot be looked up", metadata: ["why": "\(error)"])
            }
            do {
                try await recorder.clock.sleep(milliseconds: Self.retryMilliseconds)
            } catch {
                return
            }
        }
    }

    /// Takes note of a place in the log, while announcements arrive.
    private func mark() async {
        guard announcements.isListening, let end = try? await ledger.logEnd() else { return }
        let now = now
        marks.withLock { $0.add(end, at: now) }
    }
}

/// What stands in no log is said again and again, and what is not said again is forgotten.
extension Relay {
    private func tick() async {
        var ticks = 0
        while !Task.isCancelled {
            do {
                try await recorder.clock.sleep(milliseconds: Self.tickMilliseconds)
            } catch {
                return
            }
            ticks += 1
            await mark()
            if ticks.isMultiple(of: Self.ticksBetweenReminders) { remind() }
            tell(changedViewers: boards.viewers.expire(at: now))
        }
    }

    private func remind() {
        for id in boards.viewers.openHere { announce(.viewers(id, boards.viewers.viewersHere(of: id))) }
    }

    private func tell(changedViewers ids: [ConversationID]) {
        for id in ids { feed.tell(.viewersChanged(conversation: id), from: .elsewhere) }
    }

    /// Nodes died: nobody looks on there any more.
    package func forget(_ nodes: [String]) {
        for node in nodes { tell(changedViewers: boards.viewers.forget(node)) }
    }
}
