import Kernels
import Knowledge

/// What a sweep reads of a segment's entries, side by side: an entry with its texts is many times as wide.
struct SegmentLayout: Sendable {
    /// Documents, and rows of vectors, that a sweep has in its hands at once: their scores stay in the
    /// processor's cache.
    static let blockDocumentsMax = 2_048

    /// Where the documents of each entry begin, and at the end where the last one's end.
    let documents: [Int32]
    /// The same of its rows.
    let rows: [Int32]
    /// The number of each entry's product area; -1 without one.
    let areas: [Int32]
    let areaNumbers: [String: Int32]
    /// The entries that an audience may see.
    let seenBy: [Audience: Bitmap]
    /// Entries in order, by article.
    private let byArticle: [Int32]
    /// Entries side by side, with at most `blockDocumentsMax` documents and rows unless a single one has
    /// more.
    let blocks: [Range<Int>]
    /// What the largest block has of each.
    let widest: (entries: Int, documents: Int, rows: Int)

    init(_ entries: [Segment.Entry]) {
        documents =
            entries.map { Int32($0.documents.lowerBound) } + [Int32(entries.last?.documents.upperBound ?? 0)]
        rows = entries.map { Int32($0.rows.lowerBound) } + [Int32(entries.last?.rows.upperBound ?? 0)]
        var numbers: [String: Int32] = [:]
        areas = entries.map { entry in
            guard let area = entry.area else { return -1 }
            let number = numbers[area] ?? Int32(numbers.count)
            numbers[area] = number
            return number
        }
        areaNumbers = numbers
        var seenBy: [Audience: Bitmap] = [:]
        for (index, entry) in entries.enumerated() {
            seenBy[entry.audience, default: Bitmap(count: entries.count)][index] = true
        }
        self.seenBy = seenBy
        byArticle = entries.indices.sorted { entries[$0].article < entries[$1].article }.map(Int32.init)
        blocks = Self.blocks(entries)
        var widest = (entries: 0, documents: 0, rows: 0)
        for block in blocks {
            widest.entries = max(widest.entries, block.count)
            widest.documents = max(widest.documents, Self.span(block, in: documents).count)
            widest.rows = max(widest.rows, Self.span(block, in: rows).count)
        }
        self.widest = widest
    }

    private static func blocks(_ entries: [Segment.Entry]) -> [Range<Int>] {
        var (blocks, documents, rows) = ([Range<Int>](), 0, 0)
        for (index, entry) in entries.enumerated() {
            documents += entry.documents.count
            rows += entry.rows.count
            if let last = blocks.last, documents <= blockDocumentsMax, rows <= blockDocumentsMax {
                blocks[blocks.count - 1] = last.lowerBound..<index + 1
            } else {
                blocks.append(index..<index + 1)
                (documents, rows) = (entry.documents.count, entry.rows.count)
            }
        }
        return blocks
    }

    private static func span(_ entries: Range<Int>, in starts: [Int32]) -> Range<Int> {
        Int(starts[entries.lowerBound])..<Int(starts[entries.upperBound])
    }

    func documents(of entries: Range<Int>) -> Range<Int> { Self.span(entries, in: documents) }

    func rows(of entries: Range<Int>) -> Range<Int> { Self.span(entries, in: rows) }

    /// The entry that a row of vectors belongs to.
    func entry(ofRow row: Int) -> Int {
        var (low, high) = (0, areas.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rows[middle + 1]) <= row { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The entry of an article in `entries`, which are those that it was made of.
    func entry(of article: ArticleID, in entries: [Segment.Entry]) -> Int? {
        var (low, high) = (0, byArticle.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[Int(byArticle[middle])].article < article { low = middle + 1 } else { high = middle }
        }
        guard low < byArticle.count, entries[Int(byArticle[low])].article == article else { return nil }
        return Int(byArticle[low])
    }

    /// The living entries that any of `audiences` may see.
    func visible(to audiences: Set<Audience>, among isAlive: Bitmap) -> Bitmap {
        var visible = Bitmap(count: isAlive.count)
        for audience in audiences {
            if let seen = seenBy[audience] { visible.formUnion(seen) }
        }
        visible.formIntersection(isAlive)
        return visible
    }
}
