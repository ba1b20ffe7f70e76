import Crypto
import Synchronization

/// The vectors of the last few questions: people ask the same again, and a visitor's words are searched more
/// than once.
///
/// Keeps a hash of each text, not the text.
package final class VectorMemory: Sendable {
    package static let entriesMax = 512

    private struct Entry {
        let vector: [Float]
        var used: Int
    }

    private struct State {
        var entries: [SHA256.Digest: Entry] = [:]
        var clock = 0
    }

    private let entriesMax: Int
    private let state = Mutex(State())

    package init(entriesMax: Int = VectorMemory.entriesMax) { self.entriesMax = entriesMax }

    package func vector(of text: String) -> [Float]? {
        let key = Self.key(text)
        return state.withLock { state in
            state.clock += 1
            state.entries[key]?.used = state.clock
            return state.entries[key]?.vector
        }
    }

    /// Keeps a vector, and forgets the one that was not asked for the longest time when there are too many.
    package func keep(_ vector: [Float], of text: String) {
        let key = Self.key(text)
        state.withLock { state in
            state.clock += 1
            state.entries[key] = Entry(vector: vector, used: state.clock)
            guard state.entries.count > entriesMax else { return }
            let oldest = state.entries.min { $0.value.used < $1.value.used }
            if let oldest { state.entries[oldest.key] = nil }
        }
    }

    private static func key(_ text: String) -> SHA256.Digest {
        var hash = SHA256()
        var text = text
        text.withUTF8 { unsafe hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return hash.finalize()
    }
}
