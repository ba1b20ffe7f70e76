import Kernels
import Knowledge

/// Makes a segment, article by article.
struct SegmentBuilder {
    private let analyzer: Analyzer
    private var entries: [Segment.Entry] = []
    private var documents: [Segment.Document] = []
    private var lengths: [Int] = []
    private var postings: [String: Segment.Postings] = [:]
    private var vectors: Segment.Vectors?

    /// `dimensions` is `nil` for a segment without vectors.
    init(analyzer: Analyzer, dimensions: Int?) {
        self.analyzer = analyzer
        vectors = dimensions.map(Segment.Vectors.init)
    }

    var segment: Segment {
        Segment(
            language: analyzer.language, entries: entries, documents: documents, lengths: lengths,
            postings: postings, vectors: vectors)
    }

    /// `embedded` are the vectors of `texts.embedded`, in that order; empty for a segment without vectors.
    mutating func add(_ texts: SearchTexts, embedded: [[Float]]) {
        let article = texts.revision.article
        let firstDocument = documents.count
        let title = analyzer.terms(article.title)
        for passage in texts.passages { add(passage, title: title) }
        if !article.phrasings.isEmpty { add(article.phrasings, title: title) }
        let firstRow = rowCount
        if let centroid = Centroid.of(embedded) {
            for vector in embedded.dropFirst() { vectors?.units.append(vector) }
            vectors?.centroids.append(centroid)
        }
        entries.append(
            Segment.Entry(
                article: article.id, title: article.title, area: article.productArea,
                audience: article.audience, documents: firstDocument..<documents.count,
                rows: firstRow..<rowCount, phrasings: article.phrasings))
    }

    private var rowCount: Int { vectors?.units.count ?? 0 }

    private mutating func add(_ passage: Passage, title: [String]) {
        let heading = analyzer.terms(passage.heading ?? "")
        let text = analyzer.terms(passage.text)
        add(
            Segment.Document(
                passage: passage, entry: entries.count, signpost: Set(title + heading),
                announcement: Set(passage.ordinal == 0 ? title + heading : heading)),
            title: title, heading: heading, text: text)
    }

    private mutating func add(_ phrasings: [String], title: [String]) {
        add(
            Segment.Document(
                passage: nil, entry: entries.count, signpost: Set(title), announcement: []),
            title: title, heading: [], text: phrasings.flatMap { analyzer.terms($0) })
    }

    private mutating func add(
        _ document: Segment.Document, title: [String], heading: [String], text: [String]
    ) {
        var counts: [String: Int] = [:]
        for term in title { counts[term, default: 0] += Segment.titleWeight }
        for term in heading { counts[term, default: 0] += Segment.headingWeight }
        for term in text { counts[term, default: 0] += 1 }
        let own = Set(heading + text)
        for (term, count) in counts {
            postings[term, default: Segment.Postings()].add(
                documents.count, Float(count), isOwn: own.contains(term))
        }
        lengths.append(counts.values.reduce(0, +))
        documents.append(document)
    }

    /// Takes over the living articles of a segment as they are.
    mutating func add(_ segment: Segment, where isAlive: [Bool]) {
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
            }
            entries.append(
                Segment.Entry(
                    article: entry.article, title: entry.title, area: entry.area, audience: entry.audience,
                    documents: firstDocument..<documents.count, rows: firstRow..<rowCount,
                    phrasings: entry.phrasings))
        }
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

extension Int8Rows {
    /// Copies a row as it is, without another rounding.
    fileprivate mutating func append(_ index: Int, of other: Int8Rows) {
        let row = other.row(index)
        append(quantized: row.values, scale: row.scale)
    }
}
