/// The titles of published articles, for lists that name them.
package protocol ArticleTitles: Sendable {
    /// By article id; ids that are not published are left out.
    func titles(of articles: [String]) -> [String: String]
}
