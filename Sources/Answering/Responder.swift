package import Conversations
package import Logging
import Synchronization

/// Answers what visitors ask: one run per conversation at a time, woken by the feed and by a sweep over what
/// is owed.
package final class Responder: Sendable {
    private struct Runs {
        var running: Set<ConversationID> = []
        /// Woken while running, or when too many were running: run again as soon as there is room.
        var waiting: [ConversationID] = []
    }

    private let run: AnswerRun
    private let nodes: AnsweringNodes
    private let unanswered: any Unanswered
    private let settings: AnswerSettings
    private let current: @Sendable () -> AnswerSettings
    private let logger: Logger
    private let runs = Mutex(Runs())
    private let wakes: AsyncStream<ConversationID>
    private let wake: AsyncStream<ConversationID>.Continuation

    /// - Parameters:
    ///   - settings: asked at the beginning of each answer; its bounds of work are those of the start.
    package init(
        recorder: Recorder, unanswered: any Unanswered, assistant: Assistant,
        settings current: @escaping @Sendable () -> AnswerSettings,
        nodes: AnsweringNodes, online: @escaping @Sendable () -> Int,
        newID: @escaping @Sendable () -> String,
        chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }, logger: Logger
    ) {
        let settings = current()
        self.current = current
        run = AnswerRun(
            recorder: recorder, assistant: assistant, settings: settings, nodes: nodes,
            online: online, newID: newID, chance: chance, logger: logger)
        self.nodes = nodes
        self.unanswered = unanswered
        self.settings = settings
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(settings.sweepConversationsMax * 4))
    }

    /// Works until the task is cancelled.
    package func work() async {
        // Where a message arrives, there it is answered; what others leave behind is the sweep's.
        let token = run.recorder.feed.listen(from: .here) { [run, wake] signal in
            switch signal {
            case .advanced(let state): if state.needsAnswer { wake.yield(state.id) }
            case .typing(let id, .visitor, let isTyping):
                run.typing.note(id, isTyping: isTyping, at: run.recorder.clock.now())
            case .typing, .delta, .seen, .viewersChanged: break
            }
        }
        defer { run.recorder.feed.stop(token) }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.sweep() }
            for await id in wakes where begin(id) {
                group.addTask { await self.answer(id) }
            }
            group.cancelAll()
        }
    }

    /// Answers what a conversation waits for, and returns when that is done: for questions that are replayed
    /// one after the other, where nobody `work`s.
    package func answerNow(_ id: ConversationID) async {
        var run = run
        run.settings = current()
        await run.answer(id)
    }

    private func answer(_ id: ConversationID) async {
        await answerNow(id)
        for next in end(id) { wake.yield(next) }
    }

    /// Whether to start now; if not, the conversation is kept in mind.
    private func begin(_ id: ConversationID) -> Bool {
        runs.withLock { runs in
            guard !runs.running.contains(id), runs.running.count < settings.runsMax else {
                if !runs.waiting.contains(id), runs.waiting.count < settings.sweepConversationsMax {
                    runs.waiting.append(id)
                }
                return false
            }
            runs.running.insert(id)
            return true
        }
    }

    private func end(_ id: ConversationID) -> [ConversationID] {
        runs.withLock { runs in
            runs.running.remove(id)
            defer { runs.waiting = [] }
            return runs.waiting
        }
    }

    /// Goes on after a restart, after a lapsed lease, after a wake-up that was dropped, and with what another
    /// process left.
    private func sweep() async {
        var owed = OwedAnswers()
        while !Task.isCancelled {
            do {
                let found = try await unanswered.unanswered(limit: settings.sweepConversationsMax)
                for id in owed.due(found, isAlone: nodes.isAlone(), at: run.recorder.clock.now()) {
                    wake.yield(id)
                }
            } catch {
                logger.warning("the owed answers cannot be looked up", metadata: ["why": "\(error)"])
            }
            do {
                try await run.recorder.clock.sleep(milliseconds: settings.sweepMilliseconds)
            } catch {
                break
            }
        }
        wake.finish()
    }
}
