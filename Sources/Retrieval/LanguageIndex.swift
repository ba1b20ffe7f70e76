import Kernels
import Knowledge

/// All living articles of one language, over several segments.
///
/// A document is named by its place in the whole index: its place in its segment behind those of the segments
/// before. So are entries.
struct LanguageIndex: Sendable {
    /// A segment, and which of its articles are dead: published anew in a later segment, or removed.
    struct Part: Sendable {
        let segment: Segment
        let isAlive: [Bool]
        let isWhole: Bool
        /// Where its documents and entries lie in the whole.
        let documents: Range<Int>
        let entries: Range<Int>
    }

    let analyzer: Analyzer
    let parts: [Part]
    /// Of all documents, dead ones included.
    let documentCount: Int
    let entryCount: Int
    /// Documents of living articles.
    let livingDocuments: Int
    private let norms: [[Float]]

    init(language: String, segments: [LivingSegment], analyzer: Analyzer? = nil) {
        self.analyzer = analyzer ?? Analyzer(language: language)
        var parts: [Part] = []
        var (documents, entries) = (0, 0)
        for living in segments {
            let segment = living.segment
            parts.append(
                Part(
                    segment: segment, isAlive: living.isAlive, isWhole: living.isAlive.allSatisfy(\.self),
                    documents: documents..<documents + segment.documents.count,
                    entries: entries..<entries + segment.entries.count))
            documents += segment.documents.count
            entries += segment.entries.count
        }
        self.parts = parts
        documentCount = documents
        entryCount = entries
        let lengths = parts.map { part in
            zip(part.segment.documents, part.segment.lengths).map { part.isAlive[$0.entry] ? $1 : 0 }
        }
        livingDocuments = parts.reduce(0) { sum, part in
            sum + part.segment.documents.count { part.isAlive[$0.entry] }
        }
        let total = lengths.reduce(0) { $0 + $1.reduce(0, +) }
        norms = zip(parts, lengths).map { [livingDocuments] _, lengths in
            BM25.norms(lengths: lengths, total: total, count: livingDocuments)
        }
    }

    var livingPassages: Int {
        parts.reduce(0) { sum, part in
            sum + part.segment.documents.count { part.isAlive[$0.entry] && $0.passage != nil }
        }
    }

    /// The segments without the articles that are gone.
    func living(without gone: Set<ArticleID>) -> [LivingSegment] {
        parts.map { LivingSegment($0.segment, isAlive: $0.isAlive).without(gone) }
    }

    /// Every article has its vectors.
    var hasVectors: Bool { !parts.isEmpty && parts.allSatisfy { $0.segment.vectors != nil } }

    private func part(of document: Int) -> Part? { parts.first { $0.documents.contains(document) } }

    func document(_ index: Int) -> Segment.Document? {
        part(of: index).map { $0.segment.documents[index - $0.documents.lowerBound] }
    }

    /// The article that a document belongs to, and whether it lives.
    func entry(of document: Int) -> (index: Int, entry: Segment.Entry, isAlive: Bool)? {
        guard let part = part(of: document) else { return nil }
        let local = part.segment.documents[document - part.documents.lowerBound].entry
        return (part.entries.lowerBound + local, part.segment.entries[local], part.isAlive[local])
    }

    func entry(_ index: Int) -> (part: Part, entry: Segment.Entry)? {
        parts.first { $0.entries.contains(index) }
            .map { ($0, $0.segment.entries[index - $0.entries.lowerBound]) }
    }

    /// The documents of an article, in the whole index.
    func documents(ofEntry index: Int) -> Range<Int> {
        guard let (part, entry) = entry(index) else { return 0..<0 }
        let base = part.documents.lowerBound
        return base + entry.documents.lowerBound..<base + entry.documents.upperBound
    }

    /// How many living documents hold a term.
    private func containing(_ term: String) -> Int {
        parts.reduce(0) { sum, part in
            guard let found = part.segment.postings[term] else { return sum }
            if part.isWhole { return sum + found.documents.count }
            return sum + found.documents.count { part.isAlive[part.segment.documents[Int($0)].entry] }
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
        guard let part = part(of: document), let found = part.segment.postings[term],
            let position = found.position(of: document - part.documents.lowerBound)
        else { return nil }
        return (position, found.isOwn[position])
    }

    /// The BM25 score of every document; 0 for those of dead articles and of other audiences. `weights` says
    /// how much each term counts.
    func scores(_ weights: [(term: String, weight: Float)], audiences: Set<Audience>) -> [Float] {
        var scores: [Float] = []
        scores.reserveCapacity(documentCount)
        let idfs = weights.map { term, weight in
            weight * BM25.idf(documents: livingDocuments, containing: containing(term))
        }
        for (part, norms) in zip(parts, norms) {
            var own = [Float](repeating: 0, count: part.segment.documents.count)
            var span = own.mutableSpan
            for ((term, _), weight) in zip(weights, idfs) {
                guard let found = part.segment.postings[term] else { continue }
                BM25.accumulate(
                    documents: found.documents.span, frequencies: found.frequencies.span, norms: norms.span,
                    weight: weight, into: &span)
            }
            for (index, entry) in part.segment.entries.enumerated()
            where !part.isAlive[index] || !audiences.contains(entry.audience) {
                for document in entry.documents { own[document] = 0 }
            }
            scores += own
        }
        return scores
    }
}
