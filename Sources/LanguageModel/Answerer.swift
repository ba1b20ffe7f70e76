package import Knowledge

/// A question, with what an answerer may know of it.
package struct Question: Sendable {
    package let text: String
    /// The visitor's earlier turns, oldest first.
    package let context: [String]
    /// The primary tag of its language, when known.
    package let language: String?
    /// The share of the question that a text speaks to, 0...1. The search that found the sources knows it.
    package let relevance: @Sendable (String) -> Double

    package init(
        text: String, context: [String] = [], language: String? = nil,
        relevance: @escaping @Sendable (String) -> Double
    ) {
        self.text = text
        self.context = context
        self.language = language
        self.relevance = relevance
    }
}

/// A passage that an answer may be drawn from.
package struct Source: Sendable, Hashable {
    package let passage: Passage
    /// The title of its article.
    package let title: String

    package init(passage: Passage, title: String) {
        self.passage = passage
        self.title = title
    }

    /// What a reader knows before the first sentence.
    var signpost: String { title + "\n" + (passage.heading ?? "") }
}

/// A piece of an answer, complete enough to be checked against the source that it cites.
package struct DraftSentence: Sendable, Hashable {
    /// Limited Markdown: text, list items, back-ticked code, fenced code. No links, images or HTML.
    package let text: String
    /// What stands between it and the piece before: nothing, a space, a line end or an empty line.
    package let joint: String
    /// Which of the draft's sources it rests on, counted from 1.
    package let citation: Int

    package init(text: String, joint: String, citation: Int) {
        self.text = text
        self.joint = joint
        self.citation = citation
    }
}

/// An answer in the making: its sources at once, its sentences as they come.
package struct Draft: Sendable {
    /// What the sentences' citations count.
    package let citations: [Source]
    /// Ends when the answer is complete, and throws when it could not be completed. Ending the iteration
    /// early stops the work behind it.
    package let sentences: AsyncThrowingStream<DraftSentence, any Error>

    package init(citations: [Source], sentences: AsyncThrowingStream<DraftSentence, any Error>) {
        self.citations = citations
        self.sentences = sentences
    }
}

/// Drafts an answer from passages that were found sufficient. It decides nothing: whether to show it is the
/// caller's.
package protocol Answerer: Sendable {
    /// What the decision record calls it, with its version.
    var name: String { get }

    /// `sources` come best first.
    func draft(_ question: Question, from sources: [Source]) async throws -> Draft
}
