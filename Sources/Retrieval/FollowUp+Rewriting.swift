extension FollowUp {
    /// Of a rewriting's words with content, the share that nobody said, 0...1: "Baton" in "install Baton on
    /// Docker" is an addition, a second one would be a topic of its own. Chosen by hand, not fitted.
    static let addedShareMax = 1.0 / 3

    /// Whether `rewriting` asks for all that `question` does, says by the turns before what it left open, and
    /// brings up nothing else: an invented topic would be found, and answered.
    package static func isFaithful(
        _ rewriting: String, to question: String, after turns: [String]
    ) -> Bool {
        let language = language(of: (turns + [question]).joined(separator: "\n"))
        let analyzer = Analyzer(language: language)
        func content(_ text: String) -> Set<String> {
            let words = Question.words(text).filter { !analyzer.isGrammar($0) && !analyzer.isFiller($0.text) }
            return Set(analyzer.terms(of: words))
        }
        let (own, said) = (content(question), turns.reduce(into: Set<String>()) { $0.formUnion(content($1)) })
        let new = content(rewriting)
        guard own.isSubset(of: new) else { return false }
        let (taken, added) = (new.intersection(said).subtracting(own), new.subtracting(said).subtracting(own))
        return !taken.isEmpty && Double(added.count) <= addedShareMax * Double(new.count)
    }
}
