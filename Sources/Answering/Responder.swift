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
    private let unanswered: any Unanswered
    private let settings: AnswerSettings
    private let logger: Logger
    private let runs = Mutex(Runs())
    private let wakes: AsyncStream<ConversationID>
    private let wake: AsyncStream<ConversationID>.Continuation

    /// - Parameters:
    ///   - node: names this process in the leases that it takes.
    ///   - isAlone: no other process works on the same log, so leases of other nodes are a dead process's.
    package init(
        recorder: Recorder, unanswered: any Unanswered, assistant: Assistant, settings: AnswerSettings,
        node: String, isAlone: Bool, online: @escaping @Sendable () -> Int,
        newID: @escaping @Sendable () -> String, logger: Logger
    ) {
        run = AnswerRun(
            recorder: recorder, assistant: assistant, settings: settings, node: node, isAlone: isAlone,
            online: online, newID: newID, logger: logger)
        self.unanswered = unanswered
        self.settings = settings
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(settings.sweepConversationsMax * 4))
    }

    /// Works until the task is cancelled.
    package func work() async {
        let token = run.recorder.feed.listen { [run, wake] signal in
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

    private func answer(_ id: ConversationID) async {
        await run.answer(id)
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

    /// Goes on after a restart, after a lapsed lease, and after a wake-up that was dropped.
    private func sweep() async {
        while !Task.isCancelled {
            do {
                for id in try await unanswered.unanswered(limit: settings.sweepConversationsMax) {
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
