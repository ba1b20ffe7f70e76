import CStemmer
import Synchronization

/// A Snowball stemmer for one language.
///
/// A libstemmer object is not thread-safe (it works in a buffer of its own), so it lives under a lock, taken
/// once for a whole text.
final class Stemmer: Sendable {
    @safe private struct Handle: ~Copyable {
        let pointer: OpaquePointer?

        init(language: String) { unsafe pointer = sb_stemmer_new(language, "UTF_8") }

        deinit { unsafe sb_stemmer_delete(pointer) }

        /// The stem, or the word itself when there is no stemmer for the language.
        func stem(_ word: String) -> String {
            guard let pointer = unsafe pointer else { return word }
            var word = word
            return word.withUTF8 { bytes in
                let size = Int32(bytes.count)
                guard let stem = unsafe sb_stemmer_stem(pointer, bytes.baseAddress, size) else {
                    return unsafe String(decoding: bytes, as: UTF8.self)
                }
                let count = unsafe Int(sb_stemmer_length(pointer))
                return unsafe String(decoding: UnsafeBufferPointer(start: stem, count: count), as: UTF8.self)
            }
        }
    }

    private let handle: Mutex<Handle>

    /// `language` is a primary tag; for one that Snowball does not know, words stay as they are.
    init(language: String) { handle = Mutex(Handle(language: language)) }

    func stems(of words: [String]) -> [String] {
        handle.withLock { handle in words.map { handle.stem($0) } }
    }
}
