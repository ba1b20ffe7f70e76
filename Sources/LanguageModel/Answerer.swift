package import Knowledge

/// A question, with what an answerer may know of it.
package struct Question: Sendable {
    /// The page that it was asked on. Anybody can write anything there.
    package struct Page: Sendable, Hashable {
        package let title: String
        package let area: String?
        /// Of its address, without host and query.
        package let path: String

        package init(title: String, area: String?, path: String) {
            self.title = title
            self.area = area
            self.path = path
        }
    }

    package let text: String
    /// The visitor's earlier turns, oldest first.
    package let context: [String]
    package let page: Page?
    /// The primary tag of its language, when known.
    package let language: String?
    /// The share of the question that a text speaks to, 0...1. The search that found the sources knows it.
    package let relevance: @Sendable (String) -> Double

    package init(
        text: String, context: [String] = [], page: Page? = nil, language: String? = nil,
        relevance: @escaping @Sendable (String) -> Double
    ) {
        self.text = text
        self.context = context
        self.page = page
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
    package var signpost: String { title + "\n" + (passage.heading ?? "") }
}

/// A piece of an answer, complete enough to be checked against the sources that it cites.
package struct DraftSentence: Sendable, Hashable {
    /// Limited Markdown: text, bold, list items, back-ticked code, fenced code. No images or HTML, no links
    /// but those to known articles.
    package let text: String
    /// What stands between it and the piece before: nothing, a space, a line end or an empty line.
    package let joint: String
    /// Which of the draft's sources it rests on, counted from 1; none when it names none.
    package let citations: [Int]
    /// Of the tokens until it was known to be complete, some behind its end; `nil` when nobody tells.
    package var likelihood: TokenLikelihood?

    package init(text: String, joint: String, citations: [Int]) {
        self.text = text
        self.joint = joint
        self.citations = citations
    }

    /// "Follow these steps:" says nothing without what comes next.
    package var introduces: Bool { text.hasSuffix(":") }
}

/// An answer in the making: its sources at once, its sentences as they come.
package struct Draft: Sendable {
    /// What the sentences' citations count.
    package let sources: [Source]
    /// Ends when the answer is complete. Throws a `DraftStop` when it must not go on and a `ModelFailure`
    /// when it could not be completed. Nothing is asked of a model before the first is awaited, and leaving
    /// the iteration early stops the work behind it.
    package let sentences: any AsyncSequence<DraftSentence, any Error> & Sendable
    /// Whether each sentence stands word for word in the source that it cites, so that none needs a check.
    package let isVerbatim: Bool
    /// What the decision record calls the model, if one was asked.
    package let model: String?
    /// Which prompt it was asked with: `id@version#hash`.
    package let prompt: String?

    package init(
        sources: [Source], sentences: any AsyncSequence<DraftSentence, any Error> & Sendable,
        isVerbatim: Bool, model: String? = nil, prompt: String? = nil
    ) {
        self.sources = sources
        self.sentences = sentences
        self.isVerbatim = isVerbatim
        self.model = model
        self.prompt = prompt
    }
}

/// Why a draft ended although its model did not fail.
package enum DraftStop: String, Error, Sendable, Hashable, CaseIterable {
    /// The model says that the sources hold no answer.
    case refused
    /// It repeats what it was told to keep to itself: somebody else gives the orders.
    case leaked
    /// It goes on and on.
    case overlong
}

/// What asking a model takes, before it is asked.
package struct AnswerCost: Sendable, Hashable {
    /// What the decision record calls the model.
    package let model: String
    /// Of all that it is sent.
    package let characters: Int
    /// That it may write.
    package let tokensMax: Int

    package init(model: String, characters: Int, tokensMax: Int) {
        self.model = model
        self.characters = characters
        self.tokensMax = tokensMax
    }
}

/// Drafts an answer from passages that were found sufficient. It decides nothing: whether to show it is the
/// caller's.
package protocol Answerer: Sendable {
    /// What the decision record calls it, with its version.
    var name: String { get }

    /// `sources` come best first.
    func draft(_ question: Question, from sources: [Source]) async throws -> Draft

    /// `nil` where no model is asked.
    func cost(of question: Question, from sources: [Source]) -> AnswerCost?
}

extension Answerer {
    package func cost(of question: Question, from sources: [Source]) -> AnswerCost? { nil }
}
