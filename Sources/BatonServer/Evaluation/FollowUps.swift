/// What becomes of a question that leans on the turns before it, when it is evaluated.
package enum FollowUps: String, Sendable, Hashable, CaseIterable {
    /// The turns before it are left out.
    case alone
    /// They are folded into the search, as without a model.
    case fold
    /// A model says the question anew, where one is configured; they are folded in when it does not.
    case model
}

extension Evaluation {
    /// What a model made of a follow-up.
    package struct Rewriting: Sendable, Hashable, Codable {
        /// What was searched for; `nil` when the model gave nothing of use.
        package let text: String?
        /// Why not, in the words of a closed list.
        package let failure: String?
        package let milliseconds: Double

        package init(text: String?, failure: String?, milliseconds: Double) {
            self.text = text
            self.failure = failure
            self.milliseconds = milliseconds
        }
    }

    /// `nil` when no model was asked.
    package typealias Rewrite = @Sendable (LabelledQuestion) async -> Rewriting?
}
