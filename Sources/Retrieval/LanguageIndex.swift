import Kernels
import Knowledge

/// All living articles of one language, over several segments.
///
/// A document is named by its place in the whole index: its place in its segment behind those of the segments
/// before. So are entries.
struct LanguageIndex: Sendable {
    /// A segment in its place. A class, so that handing it around costs one count and not twenty.
    final class Part: Sendable {
        let living: LivingSegment
        /// Where its documents, entries and rows of vectors lie in the whole.
        let documents: Range<Int>
        let entries: Range<Int>
        let rows: Range<Int>

        init(_ living: LivingSegment, behind last: Part?) {
            self.living = living
            let segment = living.segment
            documents = Self.next(last?.documents, segment.documents.count)
            entries = Self.next(last?.entries, segment.entries.count)
            rows = Self.next(last?.rows, segment.vectors?.units.count ?? 0)
        }

        var segment: Segment { living.segment }
        var isAlive: Bitmap { living.isAlive }

        private static func next(_ last: Range<Int>?, _ count: Int) -> Range<Int> {
            let start = last?.upperBound ?? 0
            return start..<start + count
        }
    }

    let analyzer: Analyzer
    let parts: [Part]
    /// Documents of living articles.
    let livingDocuments: Int
    /// What a document's length counts, by length: `BM25.norms(longest:total:count:)`.
    let norms: [Float]

    init(language: String, segments: [LivingSegment], analyzer: Analyzer? = nil) {
        self.analyzer = analyzer ?? Analyzer(language: language)
        var parts: [Part] = []
        for living in segments { parts.append(Part(living, behind: parts.last)) }
        self.parts = parts
        livingDocuments = segments.reduce(0) { $0 + $1.livingDocuments }
        norms = BM25.norms(
            longest: segments.map(\.segment.longest).max() ?? 0,
            total: segments.reduce(0) { $0 + $1.livingWords }, count: livingDocuments)
    }

    /// Of all documents and entries, dead ones included.
    var documentCount: Int { parts.last?.documents.upperBound ?? 0 }
    var entryCount: Int { parts.last?.entries.upperBound ?? 0 }

    var livingPassages: Int { parts.reduce(0) { $0 + $1.living.livingPassages } }

    /// The segments without the articles that are gone.
    func living(without gone: Set<ArticleID>) -> [LivingSegment] {
        parts.map { $0.living.without(gone, analyzer: analyzer) }
    }

    /// Every article has its vectors.
    var hasVectors: Bool { !parts.isEmpty && parts.allSatisfy { $0.segment.vectors != nil } }

    func part(_ place: KeyPath<Part, Range<Int>>, holding index: Int) -> Part? {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle][keyPath: place].upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < parts.count && index >= 0 ? parts[low] : nil
    }

    func document(_ index: Int) -> Segment.Document? {
        part(\.documents, holding: index).map { $0.segment.documents[index - $0.documents.lowerBound] }
    }

    /// The article that a document belongs to, and whether it lives.
    func entry(of document: Int) -> (index: Int, entry: Segment.Entry, isAlive: Bool)? {
        guard let part = part(\.documents, holding: document) else { return nil }
        let local = part.segment.documents[document - part.documents.lowerBound].entry
        return (part.entries.lowerBound + local, part.segment.entries[local], part.isAlive[local])
    }

    func entry(_ index: Int) -> (part: Part, entry: Segment.Entry)? {
        part(\.entries, holding: index).map { ($0, $0.segment.entries[index - $0.entries.lowerBound]) }
    }

    /// The documents of an article, in the whole index.
    func documents(ofEntry index: Int) -> Range<Int> {
        guard let (part, entry) = entry(index) else { return 0..<0 }
        let base = part.documents.lowerBound
        return base + entry.documents.lowerBound..<base + entry.documents.upperBound
    }

    /// How many living documents hold a term.
    func containing(_ term: String) -> Int {
        parts.reduce(0) { sum, part in
            guard let found = part.segment.postings[term] else { return sum }
            return sum + found.documents.count - (part.living.deadHolding[term] ?? 0)
        }
    }

    func holds(_ term: String) -> Bool { containing(term) > 0 }

    /// `nil` for a term that no document holds.
    func idf(ofKnown term: String) -> Double? {
        let count = containing(term)
        return count > 0 ? Double(BM25.idf(documents: livingDocuments, containing: count)) : nil
    }

    /// The weight of a term that one document alone holds.
    var idfOfRarest: Double { Double(BM25.idf(documents: livingDocuments, containing: 1)) }

    /// A word that was never seen says more than the rarest that was: it may be what the question is about.
    static let unknownShare = 1.3
    var idfOfUnknown: Double { Self.unknownShare * idfOfRarest }

    /// Whether `document` holds `term`, title and heading included.
    func holds(_ term: String, in document: Int) -> Bool { place(of: term, in: document) != nil }

    /// Whether its heading or text holds `term`: what the title says is true of all the article's passages.
    func holdsItself(_ term: String, in document: Int) -> Bool {
        place(of: term, in: document).map { $0.isOwn } ?? false
    }

    private func place(of term: String, in document: Int) -> (position: Int, isOwn: Bool)? {
        guard let part = part(\.documents, holding: document), let found = part.segment.postings[term],
            let position = found.position(of: document - part.documents.lowerBound)
        else { return nil }
        return (position, found.isOwn[position])
    }

    /// The BM25 score of one document, the same as a sweep gives it.
    func words(of document: Int, _ terms: [SoughtTerm]) -> Float {
        guard let part = part(\.documents, holding: document) else { return 0 }
        let local = document - part.documents.lowerBound
        let norm = norms[Int(part.segment.lengths[local])]
        return terms.reduce(0) { sum, term in
            guard let found = part.segment.postings[term.term], let position = found.position(of: local)
            else { return sum }
            return sum
                + BM25.share(scale: term.scale, frequency: found.frequencies[position], norm: norm)
        }
    }
}
