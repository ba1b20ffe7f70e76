import Kernels
import Knowledge

/// A segment, and which of its articles are alive: not published anew in a later segment, and not removed.
struct LivingSegment: Sendable {
    let segment: Segment
    let isAlive: [Bool]

    init(_ segment: Segment, isAlive: [Bool]? = nil) {
        self.segment = segment
        self.isAlive = isAlive ?? [Bool](repeating: true, count: segment.entries.count)
    }

    var livingDocuments: Int {
        segment.documents.count { isAlive[$0.entry] }
    }

    func without(_ gone: Set<ArticleID>) -> LivingSegment {
        LivingSegment(
            segment,
            isAlive: zip(segment.entries, isAlive).map { entry, isAlive in
                isAlive && !gone.contains(entry.article)
            })
    }
}

/// When segments become one. A search asks every segment, so there are few; a merge copies, so it is rare.
enum SegmentMerge {
    static let segmentsMax = 8
    /// Dead documents that a segment carries at most, as a share of its own.
    static let deadShareMax = 0.3

    static func merged(_ segments: [LivingSegment], analyzer: Analyzer) -> [LivingSegment] {
        let living = segments.filter { $0.livingDocuments > 0 }
        let stale = living.filter { isStale($0) }
        if stale.isEmpty, living.count <= segmentsMax { return living }
        if living.count <= segmentsMax {
            return living.map { isStale($0) ? merge([$0], analyzer) : $0 }
        }
        // The largest stays as it is, unless the others have grown to half of it.
        guard let largest = living.indices.max(by: { size(living[$0]) < size(living[$1]) }) else { return [] }
        let others = living.indices.filter { $0 != largest }.map { living[$0] }
        let isSmall = others.reduce(0) { $0 + size($1) } * 2 < size(living[largest])
        return isSmall && !isStale(living[largest])
            ? [living[largest], merge(others, analyzer)] : [merge(living, analyzer)]
    }

    private static func size(_ segment: LivingSegment) -> Int { segment.segment.documents.count }

    private static func isStale(_ segment: LivingSegment) -> Bool {
        let dead = size(segment) - segment.livingDocuments
        return Double(dead) > deadShareMax * Double(size(segment))
    }

    private static func merge(_ segments: [LivingSegment], _ analyzer: Analyzer) -> LivingSegment {
        let dimensions = segments.first?.segment.vectors?.units.dimensions
        var builder = SegmentBuilder(analyzer: analyzer, dimensions: dimensions)
        for one in segments { builder.add(one.segment, where: one.isAlive) }
        return LivingSegment(builder.segment)
    }
}
