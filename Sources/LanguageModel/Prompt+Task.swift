extension Prompt {
    /// What a model is asked for. Each task has a file of its own in the folder of the prompts.
    package enum Task: String, Sendable, Hashable, CaseIterable {
        case answer
        /// To say a question that leans on earlier ones so that it can be searched for alone.
        case rewriteQuery = "rewrite-query"
        /// To write an article from what people answered.
        case draftArticle = "draft-article"

        /// All of them stand in its text.
        var inputs: [Input] {
            switch self {
            case .answer: Input.allCases
            case .rewriteQuery: [.canary, .boundary, .earlier, .question]
            case .draftArticle: [.canary, .boundary, .sources, .earlier, .question]
            }
        }

        /// All of them stand in its front matter.
        var keys: [PromptHeader.Key] {
            switch self {
            case .answer, .draftArticle: PromptHeader.Key.allCases
            case .rewriteQuery: PromptHeader.Key.allCases.filter { $0 != .sourcesMax }
            }
        }
    }

    /// Reads the prompt of `task` from `folder`.
    package static func read(_ task: Task, in folder: String) throws(PromptFailure) -> Prompt {
        try read("\(folder)/\(task.rawValue).md", for: task)
    }
}
