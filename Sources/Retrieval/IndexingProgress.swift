/// How far a library is that is being embedded anew.
package struct IndexingProgress: Sendable, Hashable {
    /// The id of the embedder that takes over when all is made.
    package let embedder: String
    /// Passages that are done, 0...`passagesInAll`.
    package let passages: Int
    package let passagesInAll: Int

    /// For the operator.
    package var sentence: String {
        "The articles are being read anew by their meaning: \(passages) of \(passagesInAll) passages are "
            + "done. Until all are, the search goes on as before."
    }
}
