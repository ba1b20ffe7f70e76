internal import Synchronization

/// Tells whoever waits for it on which port the server listens, or why it does not.
final class Listening: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Int, any Error>])
        case settled(Result<Int, any Error>)
    }

    private let state = Mutex(State.waiting([]))

    func port() async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Int, any Error>? in
                switch state {
                case .waiting(let waiters):
                    state = .waiting(waiters + [continuation])
                    return nil
                case .settled(let result):
                    return result
                }
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func began(_ port: Int) {
        settle(.success(port))
    }

    /// After `began` this matters only to those who ask later.
    func ended(_ error: any Error) {
        settle(.failure(error))
    }

    private func settle(_ result: Result<Int, any Error>) {
        let waiters = state.withLock { state -> [CheckedContinuation<Int, any Error>] in
            defer { state = .settled(result) }
            guard case .waiting(let waiters) = state else { return [] }
            return waiters
        }
        for waiter in waiters { waiter.resume(with: result) }
    }
}
