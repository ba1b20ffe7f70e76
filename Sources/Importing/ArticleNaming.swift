import Knowledge

/// Gives pages the ids of their articles: the one that a page had before, the one that its slug says, or
/// where another article has that, one of its own.
struct ArticleNaming: Sendable {
    enum Name: Hashable, Sendable {
        case own(ArticleID)
        /// The page is in the library already, and did not come from this origin.
        case elsewhere(ArticleID)
        /// Its id is taken by another page of the same harvest.
        case none
    }

    private let origin: String
    private let states: [ArticleID: ArticleState]
    private let bySource: [String: ArticleState]
    private var taken: Set<ArticleID> = []

    init(states: [ArticleState], origin: String) {
        self.origin = origin
        self.states = Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // Of two with one source the published one counts.
        bySource = Dictionary(
            states.compactMap { state in state.sourceURL.map { ($0, state) } },
            uniquingKeysWith: { first, second in first.isRemoved ? second : first })
    }

    mutating func take(_ id: ArticleID) { taken.insert(id) }

    mutating func name(_ key: ImportedPage.Key) -> Name {
        let name = peek(key)
        guard case .own(let id) = name else { return name }
        return taken.insert(id).inserted ? name : .none
    }

    /// The same without taking it.
    func peek(_ key: ImportedPage.Key) -> Name {
        if let known = key.sourceURL.flatMap({ bySource[$0] }) {
            let isOurs = known.lastImport?.origin == origin
            if isOurs, !key.isIdentity { return .own(known.id) }
            if !isOurs, !known.isRemoved { return .elsewhere(known.id) }
        }
        if let wished = ArticleID(key.slug), isFree(wished, for: key) { return .own(wished) }
        let distinct = Slug.distinct(key.slug, key: origin + "\n" + (key.sourceURL ?? key.slug))
        return ArticleID(distinct).map { .own($0) } ?? .none
    }

    private func isFree(_ id: ArticleID, for key: ImportedPage.Key) -> Bool {
        // Two rows of a table with one id are one article twice; two pages are two.
        if taken.contains(id), key.sourceURL != nil, !key.isIdentity { return false }
        guard let state = states[id] else { return true }
        let isSame =
            key.isIdentity || state.sourceURL == nil || key.sourceURL == nil
            || state.sourceURL == key.sourceURL
        return state.lastImport?.origin == origin && isSame
    }
}
