import Kernels
import Knowledge

/// What one pass over a language's index has found. It keeps the best alone: nothing here grows with the
/// index.
struct Sweep {
    /// Entries by fused score, with vectors.
    var entries: TopK.Best
    /// Rows of vectors by cosine.
    var rows: TopK.Best
    /// Documents by words: the few that may be ranked without vectors, and with them the one that is best.
    var documents: TopK.Best
    /// The largest raw BM25 of a document that may be seen.
    var wordsMax: Float = 0

    init(entriesMax: Int, rowsMax: Int, documentsMax: Int) {
        entries = TopK.Best(count: entriesMax, above: 0)
        rows = TopK.Best(count: rowsMax, above: 0)
        documents = TopK.Best(count: documentsMax, above: 0)
    }
}

/// One part of an index under a sweep, block by block: each block's words and cosines are made, looked at and
/// written over by the next one's, so that memory is read once and hardly written.
struct PartSweep {
    private let part: LanguageIndex.Part
    private let sought: Sought
    private let query: Int8Query?
    private let norms: [Float]
    private let area: Int32?
    private let visible: Bitmap

    /// A sought term that the segment knows, and the place in its postings that is read next.
    private struct Cursor {
        let postings: Segment.Postings
        let scale: Float
        var next = 0
    }

    /// Of a block's documents, rows and entries.
    private struct Scratch {
        var words: [Float]
        var cosines: [Float]
        var means: [Float]
    }

    init(_ part: LanguageIndex.Part, _ sought: Sought, query: Int8Query?, norms: [Float]) {
        self.part = part
        self.sought = sought
        self.query = query
        self.norms = norms
        let layout = part.segment.layout
        area = sought.area.flatMap { layout.areaNumbers[$0] }
        visible = layout.visible(to: sought.audiences, among: part.isAlive)
    }

    func run(into found: inout Sweep) {
        let (segment, layout) = (part.segment, part.segment.layout)
        var cursors = sought.terms.compactMap { term in
            segment.postings[term.term].map { Cursor(postings: $0, scale: term.scale) }
        }
        func zeros(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
        var scratch = Scratch(
            words: zeros(layout.widest.documents), cosines: zeros(query == nil ? 0 : layout.widest.rows),
            means: zeros(query == nil ? 0 : layout.widest.entries))
        for block in layout.blocks {
            accumulate(block, &cursors, into: &scratch.words)
            if let query, let vectors = segment.vectors {
                measure(block, query, vectors, into: &scratch)
                pickFused(block, scratch, into: &found)
            } else {
                pickWords(block, scratch, into: &found)
            }
        }
    }

    private func accumulate(_ block: Range<Int>, _ cursors: inout [Cursor], into words: inout [Float]) {
        let documents = part.segment.layout.documents(of: block)
        let lengths = part.segment.lengths
        for index in 0..<documents.count { words[index] = 0 }
        var window = words.mutableSpan
        for index in cursors.indices {
            let postings = cursors[index].postings
            cursors[index].next = BM25.accumulate(
                documents: postings.documents.span, frequencies: postings.frequencies.span,
                from: cursors[index].next, lengths: lengths.span, norms: norms.span,
                scale: cursors[index].scale, range: documents, into: &window)
        }
    }

    private func measure(
        _ block: Range<Int>, _ query: Int8Query, _ vectors: Segment.Vectors, into scratch: inout Scratch
    ) {
        var rows = scratch.cosines.mutableSpan
        vectors.units.cosines(query, rows: part.segment.layout.rows(of: block), into: &rows)
        var centroids = scratch.means.mutableSpan
        vectors.centroids.cosines(query, rows: block, into: &centroids)
    }

    /// The best article, by the nearest of its rows, its centroid and the best of its documents.
    private func pickFused(_ block: Range<Int>, _ scratch: Scratch, into found: inout Sweep) {
        let layout = part.segment.layout
        let (firstDocument, firstRow) = (
            Int(layout.documents[block.lowerBound]), Int(layout.rows[block.lowerBound])
        )
        for entry in block where visible[entry] {
            var near: Float = -1
            for row in Int(layout.rows[entry])..<Int(layout.rows[entry + 1]) {
                let cosine = scratch.cosines[row - firstRow]
                near = max(near, cosine)
                if cosine > found.rows.floor {
                    found.rows.offer(TopK.Entry(index: part.rows.lowerBound + row, score: cosine))
                }
            }
            let said = best(entry, scratch.words, from: firstDocument, boost: 0, into: &found)
            let fused = sought.constants.score(
                centroid: scratch.means[entry - block.lowerBound], nearest: near, words: said,
                isOfArea: area == layout.areas[entry])
            if fused > found.entries.floor {
                found.entries.offer(TopK.Entry(index: part.entries.lowerBound + entry, score: fused))
            }
        }
    }

    private func pickWords(_ block: Range<Int>, _ scratch: Scratch, into found: inout Sweep) {
        let layout = part.segment.layout
        let firstDocument = Int(layout.documents[block.lowerBound])
        for entry in block where visible[entry] {
            let boost = area == layout.areas[entry] ? LanguageIndex.areaBoost : 0
            _ = best(entry, scratch.words, from: firstDocument, boost: boost, into: &found)
        }
    }

    /// The largest raw BM25 of an entry's documents, each of which may be among the best of all.
    private func best(
        _ entry: Int, _ words: [Float], from first: Int, boost: Float, into found: inout Sweep
    ) -> Float {
        let layout = part.segment.layout
        var best: Float = 0
        for document in Int(layout.documents[entry])..<Int(layout.documents[entry + 1]) {
            let score = words[document - first]
            guard score > 0 else { continue }
            best = max(best, score)
            if score + boost > found.documents.floor {
                found.documents.offer(
                    TopK.Entry(index: part.documents.lowerBound + document, score: score + boost))
            }
        }
        found.wordsMax = max(found.wordsMax, best)
        return best
    }
}
