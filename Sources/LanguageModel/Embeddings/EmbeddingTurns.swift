import Synchronization

/// Lets texts of the library wait for the questions that are on their way, so that an endpoint with one place
/// serves visitors first.
///
/// A batch waits for the questions that were there before it and for no later ones: many visitors slow the
/// library down and never stop it.
final class EmbeddingTurns: Sendable {
    private struct State {
        var urgent: Set<Int> = []
        var next = 0
        var waiting: [(for: Set<Int>, go: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// A question begins; hand the number back when it is over, however it ended.
    func begin() -> Int {
        state.withLock { state in
            state.next += 1
            state.urgent.insert(state.next)
            return state.next
        }
    }

    func end(_ number: Int) {
        let ready = state.withLock { state in
            state.urgent.remove(number)
            for index in state.waiting.indices { state.waiting[index].for.remove(number) }
            let ready = state.waiting.filter { $0.for.isEmpty }
            state.waiting.removeAll { $0.for.isEmpty }
            return ready.map(\.go)
        }
        for go in ready { go.resume() }
    }

    /// Returns when the questions of this moment are over; each has a deadline of its own.
    func yieldToQuestions() async {
        await withCheckedContinuation { go in
            let isFree = state.withLock { state in
                guard !state.urgent.isEmpty else { return true }
                state.waiting.append((for: state.urgent, go: go))
                return false
            }
            if isFree { go.resume() }
        }
    }
}
