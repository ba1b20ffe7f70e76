import Kernels
import Knowledge

/// A segment, and which of its articles are alive: not published anew in a later segment, and not removed.
struct LivingSegment: Sendable {
    let segment: Segment
    /// A bit an entry.
    private(set) var isAlive: Bitmap
    private(set) var livingDocuments: Int
    /// Those that can be quoted.
    private(set) var livingPassages: Int
    /// Of the living documents, in weighted words.
    private(set) var livingWords: Int
    /// How many dead documents hold a term; not counted in a stale segment, which is made anew at once.
    private(set) var deadHolding: [String: Int] = [:]

    init(_ segment: Segment) {
        self.segment = segment
        isAlive = Bitmap(count: segment.entries.count, repeating: true)
        livingDocuments = segment.documents.count
        livingPassages = segment.documents.count { $0.passage != nil }
        livingWords = segment.lengths.reduce(0) { $0 + Int($1) }
    }

    /// Whether so much is dead that its living articles are copied.
    var isStale: Bool {
        let dead = segment.documents.count - livingDocuments
        return Double(dead) > SegmentMerge.deadShareMax * Double(segment.documents.count)
    }

    func without(_ gone: Set<ArticleID>, analyzer: Analyzer) -> LivingSegment {
        let dying = gone.compactMap { segment.layout.entry(of: $0, in: segment.entries) }
            .filter { isAlive[$0] }
        guard !dying.isEmpty else { return self }
        var rest = self
        for entry in dying { rest.bury(entry) }
        if !rest.isStale {
            for entry in dying { rest.count(entry, analyzer) }
        }
        return rest
    }

    private mutating func bury(_ index: Int) {
        isAlive[index] = false
        for document in segment.entries[index].documents {
            livingDocuments -= 1
            livingWords -= Int(segment.lengths[document])
            if segment.documents[document].passage != nil { livingPassages -= 1 }
        }
    }

    private mutating func count(_ index: Int, _ analyzer: Analyzer) {
        let entry = segment.entries[index]
        for document in entry.documents {
            let terms = DocumentTerms(segment.documents[document], of: entry, analyzer: analyzer)
            for term in terms.counts.keys { deadHolding[term, default: 0] += 1 }
        }
    }
}
