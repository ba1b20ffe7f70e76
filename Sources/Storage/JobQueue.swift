import Conversations
import Dispatch
import Synchronization

/// Jobs on their way to a worker thread: bounded, in order, and closed once.
final class JobQueue: Sendable {
    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let jobsMax: Int
    private let state = Mutex(State())
    /// Counts what was added; a worker that finds nothing just waits again.
    private let added = DispatchSemaphore(value: 0)

    init(jobsMax: Int) { self.jobsMax = jobsMax }

    /// `nil` when the job was taken, else why not.
    func add(_ job: Job) -> JournalError.Why? {
        let refusal: JournalError.Why? = state.withLock { state in
            guard !state.isClosed else { return .closed }
            guard state.jobs.count < jobsMax else { return .overloaded }
            state.jobs.append(job)
            return nil
        }
        if refusal == nil { added.signal() }
        return refusal
    }

    /// Waits for jobs and takes up to `jobsMax` of them; `nil` when the queue is closed and empty.
    func take(jobsMax: Int) -> [Job]? {
        while true {
            let taken: [Job]? = state.withLock { state in
                guard !state.jobs.isEmpty else { return state.isClosed ? nil : [] }
                let jobs = Array(state.jobs.prefix(jobsMax))
                state.jobs.removeFirst(jobs.count)
                return jobs
            }
            guard let taken else {
                // The next worker of this queue must find out as well.
                added.signal()
                return nil
            }
            if !taken.isEmpty { return taken }
            added.wait()
        }
    }

    /// Takes no more jobs; those that wait are still done.
    func close() {
        state.withLock { $0.isClosed = true }
        added.signal()
    }
}

/// One asker's work on a connection, and how the asker is told.
struct Job: Sendable {
    enum Work: Sendable {
        case read(Body)
        case write(Body)
        case append(Change, told: @Sendable (Receipt) -> Void)
    }

    /// Does the work and returns what tells the asker, to be called once the work is durable.
    typealias Body = @Sendable (any SQL) throws -> @Sendable () -> Void

    let work: Work
    let fail: @Sendable (any Error) -> Void
}
