/// What a model is told for one task: read from a file and checked when Baton starts.
package struct Prompt: Sendable, Hashable {
    /// What a text may leave open, to be filled in for each request.
    package enum Input: String, Sendable, Hashable, CaseIterable {
        /// A word that the model must never say, so that it shows when somebody else gives the orders.
        case canary
        /// What the lines hold that divide our words from those of others.
        case boundary
        case sources
        case page
        case earlier
        case question
    }

    /// The whole reply of a model that finds no answer, or no question, in what it is shown.
    package static let refusal = "NO_ANSWER"
    /// A file beyond this is no prompt.
    package static let bytesMax = 64 * 1024
    package static let tokensRange = 16...4_096
    package static let sourcesRange = 1...8
    package static let wordsRange = 20...400
    package static let versionRange = 1...1_000_000
    package static let idCharactersMax = 40

    package let id: String
    package let version: Int
    /// Of the whole file.
    package let hash: String
    package let tokensMax: Int
    /// 0 where the task knows no sources.
    package let sourcesMax: Int
    package let wordsMax: Int
    /// 0...1.
    package let temperature: Double
    let system: PromptText
    let user: PromptText

    /// What decision records call it, such as `answer@3#a1b2c3d4e5f60718`.
    package var reference: String { "\(id)@\(version)#\(hash)" }
}
