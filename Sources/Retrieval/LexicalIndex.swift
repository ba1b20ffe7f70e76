import Kernels
import Knowledge

/// An inverted index over the passages of one language.
struct LexicalIndex: Sendable {
    /// How often a word in the title counts, against once in the text.
    static let titleWeight = 3
    static let headingWeight = 2

    /// A passage with what ranking needs to know of its article and its place.
    struct Document: Sendable {
        let passage: Passage
        let title: String
        /// The terms of title and heading.
        let signpost: Set<String>
        /// The terms that announce this passage: its heading's, and for the first of an article the title's.
        let announcement: Set<String>
    }

    private struct Postings {
        /// Ascending.
        var documents: [Int32] = []
        /// Occurrences, with the weights of title and heading.
        var frequencies: [Float] = []
        /// Whether heading or text hold the term, and not the article's title alone.
        var isOwn: [Bool] = []

        mutating func add(_ document: Int, _ frequency: Float, isOwn: Bool) {
            documents.append(Int32(document))
            frequencies.append(frequency)
            self.isOwn.append(isOwn)
        }

        func position(of document: Int) -> Int? {
            var (low, high) = (0, documents.count)
            while low < high {
                let middle = (low + high) / 2
                if documents[middle] < Int32(document) { low = middle + 1 } else { high = middle }
            }
            return low < documents.count && documents[low] == Int32(document) ? low : nil
        }
    }

    let analyzer: Analyzer
    let documents: [Document]
    /// Of each document; beside them, because a search asks for every one.
    let audiences: [Audience]
    let areas: [String: Set<Int>]
    private let postings: [String: Postings]
    private let norms: [Float]

    init(language: String, revisions: [Revision]) {
        var builder = Builder(analyzer: Analyzer(language: language))
        for revision in revisions { builder.add(revision) }
        analyzer = builder.analyzer
        documents = builder.documents
        audiences = builder.audiences
        areas = builder.areas
        postings = builder.postings
        norms = BM25.norms(lengths: builder.lengths)
    }

    private struct Builder {
        let analyzer: Analyzer
        var documents: [Document] = []
        var audiences: [Audience] = []
        var areas: [String: Set<Int>] = [:]
        var postings: [String: Postings] = [:]
        /// Of each document, in weighted words.
        var lengths: [Int] = []

        mutating func add(_ revision: Revision) {
            let title = analyzer.terms(revision.article.title)
            for passage in Passages.cut(revision) {
                let heading = analyzer.terms(passage.heading ?? "")
                let text = analyzer.terms(passage.text)
                let own = Set(heading + text)
                let counts = count(title: title, heading: heading, text: text)
                let document = documents.count
                for (term, count) in counts {
                    postings[term, default: Postings()].add(document, Float(count), isOwn: own.contains(term))
                }
                if let area = revision.article.productArea { areas[area, default: []].insert(document) }
                lengths.append(counts.values.reduce(0, +))
                audiences.append(revision.article.audience)
                documents.append(
                    Document(
                        passage: passage, title: revision.article.title, signpost: Set(title + heading),
                        announcement: Set(passage.ordinal == 0 ? title + heading : heading)))
            }
        }
    }

    private static func count(title: [String], heading: [String], text: [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for term in title { counts[term, default: 0] += titleWeight }
        for term in heading { counts[term, default: 0] += headingWeight }
        for term in text { counts[term, default: 0] += 1 }
        return counts
    }

    func holds(_ term: String) -> Bool { postings[term] != nil }

    /// `nil` for a term that no passage holds.
    func idf(ofKnown term: String) -> Double? {
        postings[term].map { Double(BM25.idf(documents: documents.count, containing: $0.documents.count)) }
    }

    /// The weight of a term that one passage alone holds.
    var idfOfRarest: Double { Double(BM25.idf(documents: documents.count, containing: 1)) }

    /// A word that was never seen says more than the rarest that was: it may be what the question is about.
    static let unknownShare = 1.3
    var idfOfUnknown: Double { Self.unknownShare * idfOfRarest }

    /// Whether passage `document` holds `term`, title and heading included.
    func holds(_ term: String, in document: Int) -> Bool {
        postings[term]?.position(of: document) != nil
    }

    /// Whether its heading or text holds `term`: what the title says is true of all the article's passages.
    func holdsItself(_ term: String, in document: Int) -> Bool {
        guard let found = postings[term], let position = found.position(of: document) else { return false }
        return found.isOwn[position]
    }

    /// The BM25 score of every passage. `weights` says how much each term counts.
    func scores(_ weights: [(term: String, weight: Float)]) -> [Float] {
        var scores = [Float](repeating: 0, count: documents.count)
        var span = scores.mutableSpan
        for (term, weight) in weights {
            guard let found = postings[term] else { continue }
            let idf = BM25.idf(documents: documents.count, containing: found.documents.count)
            BM25.accumulate(
                documents: found.documents.span, frequencies: found.frequencies.span, norms: norms.span,
                weight: weight * idf, into: &span)
        }
        return scores
    }
}
