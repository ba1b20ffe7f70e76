import Kernels
import Knowledge

/// Makes a segment, article by article.
struct SegmentBuilder {
    private let analyzer: Analyzer
    private var entries: [Segment.Entry] = []
    private var documents: [Segment.Document] = []
    private var lengths: [Int32] = []
    private var postings: [String: Segment.Postings] = [:]
    /// Words as they are written, with their terms.
    private var words: [String: String] = [:]
    private var codeFamilies: Set<String> = []
    private var vectors: Segment.Vectors?
    private var sets: [[String]: Set<String>] = [:]

    /// `exact` is `nil` for a segment without vectors.
    init(analyzer: Analyzer, exact: ExactVectors?) {
        self.analyzer = analyzer
        vectors = exact.map(Segment.Vectors.init)
    }

    var segment: Segment {
        Segment(
            language: analyzer.language, entries: entries, documents: documents, lengths: lengths,
            postings: postings.mapValues(\.fitted),
            lexicon: Lexicon(words.filter { postings[$0.value] != nil }),
            codeFamilies: codeFamilies, vectors: vectors)
    }

    /// `embedded` are the vectors of `texts.embedded`, in that order; empty for a segment without vectors.
    mutating func add(_ texts: SearchTexts, embedded: [[Float]]) {
        let article = texts.revision.article
        let firstDocument = documents.count
        let title = analyzer.terms(article.title)
        sets = [:]
        learn([article.title] + texts.passages.flatMap { [$0.heading ?? "", $0.text] } + article.phrasings)
        for passage in texts.passages { add(passage, title: title) }
        if !article.phrasings.isEmpty { add(article.phrasings, title: title) }
        let firstRow = rowCount
        if !embedded.isEmpty { vectors?.add(embedded, texts.digests) }
        entries.append(
            Segment.Entry(
                article: article.id, title: article.title, area: article.productArea,
                audience: article.audience, documents: firstDocument..<documents.count,
                rows: firstRow..<rowCount, phrasings: article.phrasings,
                phrasingTerms: article.phrasings.map { Set(analyzer.terms($0)) }))
    }

    var documentCount: Int { documents.count }

    private mutating func learn(_ texts: [String]) {
        for text in texts {
            let all = Words.split(text)
            codeFamilies.formUnion(all.filter(\.isCode).map { Codes.family(of: $0.text) })
            let new = all.filter { words[$0.text] == nil && analyzer.isSpelt($0) }
            for (word, term) in zip(new, analyzer.terms(of: new)) { words[word.text] = term }
        }
    }

    private var rowCount: Int { vectors?.units.count ?? 0 }

    private mutating func add(_ passage: Passage, title: [String]) {
        let heading = analyzer.terms(passage.heading ?? "")
        let text = analyzer.terms(passage.text)
        add(
            Segment.Document(
                passage: passage, entry: entries.count, signpost: shared(title + heading),
                announcement: shared(passage.ordinal == 0 ? title + heading : heading)),
            DocumentTerms(title: title, heading: heading, text: text))
    }

    /// The passages of an article share title and headings, and so the memory of these sets.
    private mutating func shared(_ terms: [String]) -> Set<String> {
        if let known = sets[terms] { return known }
        let new = Set(terms)
        sets[terms] = new
        return new
    }

    private mutating func add(_ phrasings: [String], title: [String]) {
        let text = phrasings.flatMap { analyzer.terms($0) }
        add(
            Segment.Document(passage: nil, entry: entries.count, signpost: shared(title), announcement: []),
            DocumentTerms(title: title, heading: [], text: text))
    }

    private mutating func add(_ document: Segment.Document, _ terms: DocumentTerms) {
        for (term, count) in terms.counts {
            postings[term, default: Segment.Postings()].add(
                documents.count, Float(count), isOwn: terms.own.contains(term))
        }
        lengths.append(Int32(terms.length))
        documents.append(document)
    }

    /// Takes over the living articles of a segment as they are.
    mutating func add(_ segment: Segment, where isAlive: Bitmap) {
        var moved = [Int](repeating: -1, count: segment.documents.count)
        for (index, entry) in segment.entries.enumerated() where isAlive[index] {
            let (firstDocument, firstRow) = (documents.count, rowCount)
            for document in entry.documents {
                moved[document] = documents.count
                let old = segment.documents[document]
                documents.append(
                    Segment.Document(
                        passage: old.passage, entry: entries.count, signpost: old.signpost,
                        announcement: old.announcement))
                lengths.append(segment.lengths[document])
            }
            if let old = segment.vectors {
                for row in entry.rows { vectors?.units.append(row, of: old.units) }
                vectors?.centroids.append(index, of: old.centroids)
                vectors?.places += old.places(of: index, rows: entry.rows)
                vectors?.lengths.append(old.lengths[index])
            }
            entries.append(
                Segment.Entry(
                    article: entry.article, title: entry.title, area: entry.area, audience: entry.audience,
                    documents: firstDocument..<documents.count, rows: firstRow..<rowCount,
                    phrasings: entry.phrasings, phrasingTerms: entry.phrasingTerms))
        }
        codeFamilies.formUnion(segment.codeFamilies)
        words.merge(segment.lexicon.words) { known, _ in known }
        for (term, old) in segment.postings {
            for position in old.documents.indices {
                let document = moved[Int(old.documents[position])]
                guard document >= 0 else { continue }
                postings[term, default: Segment.Postings()].add(
                    document, old.frequencies[position], isOwn: old.isOwn[position])
            }
        }
    }
}

extension Segment.Vectors {
    /// The vectors of an article's texts, its title's first.
    fileprivate mutating func add(_ embedded: [[Float]], _ digests: [VectorDigest]) {
        guard let title = embedded.first else { return }
        for vector in embedded.dropFirst() { units.append(vector) }
        // Vectors that cancel out have no middle; the row keeps its place.
        centroids.append(Centroid.of(embedded) ?? [Float](repeating: 0, count: title.count))
        lengths.append(Centroid.length(of: embedded))
        places += exact.keep(embedded, digests)
    }
}

extension Int8Rows {
    /// Copies a row as it is, without another rounding.
    fileprivate mutating func append(_ index: Int, of other: Int8Rows) {
        let row = other.row(index)
        append(quantized: row.values, scale: row.scale)
    }
}
