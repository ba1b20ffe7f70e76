/// When segments become one. A search asks every segment, so there are few; a merge copies, so it is rare,
/// and bounded: publishing one article never copies more than one segment of `Segment.documentsMax`
/// documents.
enum SegmentMerge {
    /// Segments of up to half of `Segment.documentsMax` living documents; larger ones are settled.
    static let segmentsMax = 8
    /// Dead documents that a segment carries at most, as a share of its own.
    static let deadShareMax = 0.3

    static func merged(_ segments: [LivingSegment], analyzer: Analyzer) -> [LivingSegment] {
        let fresh = segments.filter { $0.livingDocuments > 0 }
            .map { $0.isStale ? merge([$0], analyzer) : $0 }
        guard fresh.count(where: { !isSettled($0) }) > segmentsMax else { return fresh }
        let small = fresh.indices.filter { !isSettled(fresh[$0]) }
            .sorted { (fresh[$0].livingDocuments, $0) < (fresh[$1].livingDocuments, $1) }
        let chosen = choice(small.map { fresh[$0].livingDocuments })
        let joined = Set(small.prefix(chosen))
        let rest = fresh.indices.filter { !joined.contains($0) }.map { fresh[$0] }
        return merged(rest + [merge(joined.sorted().map { fresh[$0] }, analyzer)], analyzer: analyzer)
    }

    private static func isSettled(_ segment: LivingSegment) -> Bool {
        segment.livingDocuments > Segment.documentsMax / 2
    }

    /// How many of the smallest become one, by their ascending sizes: all but the largest, and that one too
    /// once the others have grown to half of it; never more documents than a segment has.
    static func choice(_ sizes: [Int]) -> Int {
        let others = sizes.dropLast().reduce(0, +)
        let wanted = others * 2 < (sizes.last ?? 0) ? sizes.count - 1 : sizes.count
        var (count, documents) = (0, 0)
        while count < wanted, documents + sizes[count] <= Segment.documentsMax {
            documents += sizes[count]
            count += 1
        }
        return count
    }

    private static func merge(_ segments: [LivingSegment], _ analyzer: Analyzer) -> LivingSegment {
        var builder = SegmentBuilder(analyzer: analyzer, exact: segments.first?.segment.vectors?.exact)
        for one in segments { builder.add(one.segment, where: one.isAlive) }
        return LivingSegment(builder.segment)
    }
}
