import Kernels
import Knowledge

/// A part of the index that never changes: some articles of one language with their words and vectors.
///
/// Publishing an article adds a small segment and marks the article dead in the one that held it before.
struct Segment: Sendable {
    /// More become several segments, so that none is long in the making, or in being made anew.
    static let documentsMax = 32_768
    /// How often a word in the title counts, against once in the text.
    static let titleWeight = 3
    static let headingWeight = 2

    /// One article.
    struct Entry: Sendable {
        let article: ArticleID
        let title: String
        let area: String?
        let audience: Audience
        /// Its passages in order and, when it has phrasings, one document that holds them all.
        let documents: Range<Int>
        /// Its rows in `vectors.units`: one a passage in order, then one a phrasing. Empty without vectors.
        let rows: Range<Int>
        let phrasings: [String]
        /// The terms of each phrasing: every question is held against all of its hits' phrasings.
        let phrasingTerms: [Set<String>]
    }

    /// What words are looked up in: a passage, or all phrasings of an article.
    struct Document: Sendable {
        /// `nil` for phrasings: they are found, and never quoted.
        let passage: Passage?
        let entry: Int
        /// The terms of title and heading.
        let signpost: Set<String>
        /// The terms that announce this passage: its heading's, and for the first of an article the title's.
        let announcement: Set<String>
    }

    struct Postings: Sendable {
        /// Ascending.
        private(set) var documents: [Int32] = []
        /// Occurrences, with the weights of title and heading.
        private(set) var frequencies: [Float] = []
        /// Whether heading or text hold the term, and not the article's title alone.
        private(set) var isOwn: [Bool] = []

        mutating func add(_ document: Int, _ frequency: Float, isOwn: Bool) {
            documents.append(Int32(document))
            frequencies.append(frequency)
            self.isOwn.append(isOwn)
        }

        /// The same in no more memory than it needs.
        var fitted: Postings {
            var fitted = self
            fitted.documents = documents.map(\.self)
            fitted.frequencies = frequencies.map(\.self)
            fitted.isOwn = isOwn.map(\.self)
            return fitted
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

    let language: String
    let entries: [Entry]
    let documents: [Document]
    /// Of each document, in weighted words.
    let lengths: [Int32]
    let postings: [String: Postings]
    /// Its words as they are written.
    let lexicon: Lexicon
    /// The kinds of codes that it holds; see `Codes.family`.
    let codeFamilies: Set<String>
    /// `nil` for a segment that was made without an embedder.
    let vectors: Vectors?
    let layout: SegmentLayout
    /// The largest of `lengths`.
    let longest: Int

    init(
        language: String, entries: [Entry], documents: [Document], lengths: [Int32],
        postings: [String: Postings], lexicon: Lexicon, codeFamilies: Set<String>, vectors: Vectors?
    ) {
        self.language = language
        self.entries = entries
        self.documents = documents
        self.lengths = lengths
        self.postings = postings
        self.lexicon = lexicon
        self.codeFamilies = codeFamilies
        self.vectors = vectors
        layout = SegmentLayout(entries)
        longest = Int(lengths.max() ?? 0)
    }

    /// What is compared with a question's vector: coarsely with all, exactly with what came near.
    struct Vectors: Sendable {
        /// One row a passage and a phrasing.
        var units: Int8Rows
        /// One row an entry: the mean of title, passages and phrasings.
        var centroids: Int8Rows
        /// Where each entry's title, passages and phrasings lie in `exact`, in this order, entry after entry.
        var places: [Int32] = []
        /// Of each entry, the length of the sum of these: its centroid is that sum divided by it.
        var lengths: [Float] = []
        let exact: ExactVectors

        init(_ exact: ExactVectors) {
            self.exact = exact
            units = Int8Rows(dimensions: exact.dimensions)
            centroids = Int8Rows(dimensions: exact.dimensions)
        }

        /// The places of an entry: the title's, then those of its rows.
        func places(of entry: Int, rows: Range<Int>) -> ArraySlice<Int32> {
            places[rows.lowerBound + entry...rows.upperBound + entry]
        }
    }
}
