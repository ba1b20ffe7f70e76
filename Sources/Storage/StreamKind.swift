/// What a stream of the log is about.
enum StreamKind: String {
    case conversation
    /// The answers of readers to an article.
    case article

    /// The stream of an article. No conversation can have the id: a colon is not in their alphabet.
    static func stream(ofArticle id: String) -> String { "article:\(id)" }
}
