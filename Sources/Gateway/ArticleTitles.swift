/// What lists and citations say of published articles: their titles, and where they were taken from.
package protocol ArticleTitles: Sendable {
    /// By article id; ids that are not published are left out.
    func titles(of articles: [String]) -> [String: String]
    /// The page that the article was imported from; `nil` for one that was written here.
    func source(of article: String) -> String?
}
