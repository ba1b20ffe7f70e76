/// What a publication will do to a library, step by step: the same for a trial and for the deed.
package struct PublicationPlan: Sendable {
    package enum Step: Sendable, Hashable {
        /// A new revision becomes the current one; `number` is its number.
        case revise(Article, number: Int, contentHash: String)
        /// A removed article whose content is the same comes back.
        case restore(ArticleID)
        /// The file is what the library has already: only that is noted.
        case note(ArticleID, revision: Int, contentHash: String)
        case remove(ArticleID)
    }

    package private(set) var steps: [Step] = []
    package private(set) var report = PublishReport()
    private let publication: Publication
    private let states: [ArticleID: ArticleState]

    package init(_ publication: Publication, states: [ArticleState]) {
        self.publication = publication
        self.states = Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var named: Set<ArticleID> = []
        // Of two with one id the first counts: files are checked for that before.
        for article in publication.articles where named.insert(article.id).inserted { add(article) }
        for id in publication.removing.sorted() where !named.contains(id) { remove(id) }
    }

    /// The articles that follow what was imported from `origin`, and are not named there any more.
    package static func absent(
        from named: Set<ArticleID>, states: [ArticleState], origin: String? = nil
    ) -> [ArticleState] {
        states.filter { $0.followsItsFile && $0.lastImport?.origin == origin && !named.contains($0.id) }
    }

    private mutating func add(_ article: Article) {
        let hash = article.contentHash
        guard let state = states[article.id] else {
            report.added.append(article.id)
            steps.append(.revise(article, number: 1, contentHash: hash))
            return
        }
        // Who wrote on a text that somebody took away meanwhile has not seen that: it stays away until it is
        // published as a new one.
        let current = state.isRemoved ? 0 : state.revision
        if let expected = publication.expecting[article.id], expected != current {
            report.conflicts.append(state)
            return
        }
        // What is brought back by hand is a revision of its own, and no longer its file's.
        let isBroughtBack = state.isRemoved && publication.source == .console
        guard hash != state.contentHash || isBroughtBack else { return same(state) }
        if state.isRemoved {
            report.added.append(article.id)
        } else if publication.source == .file, state.isEditedByHand,
            !publication.overwriting.contains(article.id)
        {
            if hash == state.lastImport?.contentHash {
                report.kept.append(article.id)
            } else {
                report.conflicts.append(state)
            }
            return
        } else {
            report.changed.append(article.id)
        }
        steps.append(.revise(article, number: state.revision + 1, contentHash: hash))
    }

    /// The library has the content already.
    private mutating func same(_ state: ArticleState) {
        if state.isRemoved {
            report.added.append(state.id)
            steps.append(.restore(state.id))
        } else {
            report.unchanged.append(state.id)
        }
        let isNoted =
            state.lastImport?.contentHash == state.contentHash
            && state.lastImport?.origin == publication.origin
        if publication.source == .file, !isNoted {
            steps.append(.note(state.id, revision: state.revision, contentHash: state.contentHash))
        }
    }

    private mutating func remove(_ id: ArticleID) {
        guard let state = states[id], !state.isRemoved else { return }
        if let expected = publication.expecting[id], expected != state.revision {
            report.conflicts.append(state)
            return
        }
        // An import leaves alone what was edited by hand; an editor means it.
        guard publication.source == .console || state.followsItsFile else { return }
        report.removed.append(id)
        steps.append(.remove(id))
    }
}
