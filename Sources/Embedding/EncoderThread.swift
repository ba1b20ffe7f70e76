import Dispatch
import Foundation
import Synchronization

/// The thread that the model runs on, and the way to it: a pass takes milliseconds, which the cooperative
/// threads are not for.
final class EncoderThread: Sendable {
    typealias Answer = CheckedContinuation<Result<[[Float]], EmbeddingFailure>, Never>

    private struct State {
        var queue = EmbeddingQueue()
        var askers: [Int: Answer] = [:]
    }

    private let state = Mutex(State())
    private let numbers = Atomic(0)
    /// Counts what was added; a thread that finds nothing just waits again.
    private let added = DispatchSemaphore(value: 0)

    /// Starts the thread. `makeEncoder` runs on it, so that its memory belongs to it.
    func start(_ wordPiece: WordPiece, tokensPerPassMax: Int, makeEncoder: @escaping @Sendable () -> Encoder)
    {
        let thread = Thread { [self] in
            let encoder = makeEncoder()
            while let work = take() {
                let vectors = Self.pass(work.texts, wordPiece, tokensPerPassMax: tokensPerPassMax, encoder)
                answer(work.request, vectors)
            }
        }
        thread.name = "baton.embedding"
        thread.start()
    }

    /// The vectors of as many of the first texts as fit into one pass; of one at least.
    private static func pass(
        _ texts: ArraySlice<String>, _ wordPiece: WordPiece, tokensPerPassMax: Int, _ encoder: Encoder
    ) -> [[Float]] {
        var chosen: [[Int]] = []
        var count = 0
        for text in texts {
            let tokens = wordPiece.tokens(text)
            guard chosen.isEmpty || count + tokens.count <= tokensPerPassMax else { break }
            chosen.append(tokens)
            count += tokens.count
        }
        return encoder.vectors(chosen)
    }

    /// Waits for work; `nil` when the thread is to end.
    private func take() -> EmbeddingQueue.Work? {
        while true {
            let (work, isClosed) = state.withLock { ($0.queue.next(), $0.queue.isClosed) }
            if let work { return work }
            if isClosed { return nil }
            added.wait()
        }
    }

    private func answer(_ request: Int, _ vectors: [[Float]]) {
        let answered = state.withLock { state -> (Answer, [[Float]])? in
            guard let all = state.queue.finish(request, vectors) else { return nil }
            return state.askers.removeValue(forKey: request).map { ($0, all) }
        }
        if let (asker, all) = answered { asker.resume(returning: .success(all)) }
    }

    /// The vectors of `texts`; gives up as soon as the task is cancelled.
    func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        guard !texts.isEmpty else { return [] }
        let request = numbers.add(1, ordering: .relaxed).newValue
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { asker in
                add(request, texts, isUrgent: isUrgent, asker)
                // Cancelled before it was there to be found: nobody else would notice.
                if Task.isCancelled { cancel(request) }
            }
        } onCancel: {
            cancel(request)
        }
        return try result.get()
    }

    private func add(_ request: Int, _ texts: [String], isUrgent: Bool, _ asker: Answer) {
        let failure = state.withLock { state in
            let failure = state.queue.add(request, texts, isUrgent: isUrgent)
            if failure == nil { state.askers[request] = asker }
            return failure
        }
        if let failure { asker.resume(returning: .failure(failure)) } else { added.signal() }
    }

    private func cancel(_ request: Int) {
        let asker = state.withLock { state in
            state.queue.remove(request) ? state.askers.removeValue(forKey: request) : nil
        }
        asker?.resume(returning: .failure(.cancelled))
    }

    /// Ends the thread after the pass that it is in; whoever waits is told.
    func close() {
        let askers = state.withLock { state in
            state.queue.close().compactMap { state.askers.removeValue(forKey: $0) }
        }
        for asker in askers { asker.resume(returning: .failure(.closed)) }
        added.signal()
    }
}
