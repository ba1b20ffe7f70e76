package import Conversations
package import Knowledge

/// Questions that the Assistant failed and that lack the same answer.
package struct Gap: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case open
        /// An editor said that there is nothing to do; new questions of its kind stay with it.
        case dismissed
        /// An article was published for it.
        case published
        /// An editor said that it is the same as another one.
        case merged
    }

    /// Why an editor sees nothing to do. A closed list: reports count by it.
    package enum Dismissal: String, Hashable, Sendable, Codable, CaseIterable {
        case spam
        case offTopic = "off_topic"
        case oneOff = "one_off"
        case notForArticles = "not_for_articles"
        case other
    }

    package static let nameCharactersMax = 120

    package let id: GapID
    /// When it was seen that questions lack an answer; the first of them was asked before.
    package let openedAt: Timestamp
    package internal(set) var changedAt: Timestamp
    package internal(set) var state = State.open
    /// What an editor calls it.
    package internal(set) var givenName: String?
    /// What an editor says about its kind.
    package internal(set) var givenKind: GapKind?
    /// Words that several of its questions share, the most telling first.
    package internal(set) var terms: [String] = []
    /// The question in the middle of the others: read where it lies, so that it is gone once it was erased.
    package internal(set) var medoid: EscalationID?
    package internal(set) var dismissal: Dismissal?
    package internal(set) var mergedInto: GapID?
    /// The article that was published for it, and as which revision.
    package internal(set) var article: ArticleID?
    package internal(set) var revision: Int?
    /// Of the replay when that was published.
    package internal(set) var verdict: Verdict?
    /// The first publication since it was opened, or opened again; `nil` too in rows of an older release.
    package internal(set) var publishedAt: Timestamp?
    /// The first publication whose replay proves that it answers.
    package internal(set) var provenAt: Timestamp?
    /// What editors were told of it; `nil` as long as that is nothing.
    package internal(set) var notices: [GapNotice]?
    /// What is being published for it.
    package internal(set) var publishing: Publishing?
    /// When somebody first had a text for it: a model wrote one, or an editor tried or published theirs;
    /// `nil` too in rows of an older release.
    package internal(set) var draftedAt: Timestamp?
    /// Publications before the last one, the latest last.
    package internal(set) var earlier: [Published]?

    /// What went out, with what the replay of then said of it.
    package struct Published: Hashable, Sendable, Codable {
        /// Publications of one gap that are kept.
        static let keptMax = 20

        package let article: ArticleID
        package let revision: Int
        package let verdict: Verdict
    }
    /// What was written for it and waits; `nil` too in rows of an older release.
    package internal(set) var draft: WaitingDraft?

    /// Kept before an article goes out, so that a crash between the article and its verdict loses neither.
    package struct Publishing: Hashable, Sendable, Codable {
        package let article: ArticleID
        /// The article's revision before; 0 for a new one.
        package let basis: Int
        package let contentHash: String
        package let verdict: Verdict
        /// The draft that waited and goes out.
        package let draft: String?

        package init(
            article: ArticleID, basis: Int, contentHash: String, verdict: Verdict, draft: String? = nil
        ) {
            self.article = article
            self.basis = basis
            self.contentHash = contentHash
            self.verdict = verdict
            self.draft = draft
        }
    }

    package init(id: GapID, at: Timestamp) {
        self.id = id
        openedAt = at
        changedAt = at
    }
}

/// When an article began to answer it.
extension Gap {
    /// Rows of an older release know the last publication only.
    package var answeredAt: Timestamp? {
        state == .published ? publishedAt ?? verdict?.at : nil
    }

    package var proofAt: Timestamp? {
        guard state == .published else { return nil }
        return provenAt ?? (verdict?.word == .proves ? verdict?.at : nil)
    }

    /// An article was published: what counts from now on.
    mutating func publish(_ article: String, revision: Int, _ verdict: Verdict) {
        publishedAt = answeredAt ?? verdict.at
        provenAt = proofAt ?? (verdict.word == .proves ? verdict.at : nil)
        // Somebody had a text by then, if nobody had tried one.
        draftedAt = draftedAt ?? verdict.at
        putBehind()
        if let waited = draft {
            let isPutAside = !waited.isWaiting && waited.article.id.value == article
            if waited.id == publishing?.draft || isPutAside { draft = nil }
        }
        (state, publishing) = (.published, nil)
        (self.article, self.revision, self.verdict) = (.init(article), revision, verdict)
    }

    /// What was published last, where it is known.
    package var published: Published? {
        guard let article, let revision, let verdict else { return nil }
        return Published(article: article, revision: revision, verdict: verdict)
    }

    /// Every publication whose verdict is known, the latest last.
    package var publications: [Published] { (earlier ?? []) + [published].compactMap(\.self) }

    private mutating func putBehind() {
        earlier = Array(publications.suffix(Published.keptMax))
        (article, revision, verdict) = (nil, nil, nil)
    }

    /// The article was taken away.
    mutating func lose() {
        putBehind()
        reopen()
    }

    /// What was published did not help after all: time runs on from the first failed question.
    mutating func reopen() {
        (state, dismissal) = (.open, nil)
        (publishedAt, provenAt, draftedAt) = (nil, nil, nil)
    }
}

/// Names a gap for ever: the same questions keep it from one run to the next.
package struct GapID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    static let charactersMax = 64

    package let value: String

    package init?(_ value: String) {
        guard !value.isEmpty, value.utf8.count <= Self.charactersMax,
            value.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39) ~= $0 || (0x61...0x7A) ~= $0 })
        else { return nil }
        self.value = value
    }

    /// A name out of any unique text.
    package init(of unique: String) {
        var hash = FNV1a()
        hash.add(unique)
        value = "g" + hash.hexadecimal
    }

    package var description: String { value }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = GapID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no id of a gap"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    package static func < (one: GapID, other: GapID) -> Bool { one.value < other.value }
}
