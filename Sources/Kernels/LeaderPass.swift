/// One pass over rows, in their order, that gathers them around running means.
struct LeaderPass {
    /// A group that rows may still join.
    struct Open {
        var group: Int
        var rows: Int
    }

    let dimension: Int
    private let similarityMin: Float
    private let openMax: Int
    /// The group of each row so far.
    private(set) var groups: [Int] = []
    private(set) var groupCount = 0
    private(set) var open: [Open] = []
    /// Of each open group, `dimension` numbers.
    private var sums: [Float] = []
    private let middles: FloatPanels
    private let cosines: AlignedBuffer<Float>
    /// Places in `open` in the order in which their groups were opened, from `oldest` on those to look at.
    private var waiting: [Int] = []
    private var oldest = 0

    init(_ vectors: [Float], dimension: Int, similarityMin: Float, openMax: Int) {
        precondition(dimension > 0 && vectors.count % dimension == 0, "the last row is not whole")
        let rows = vectors.count / dimension
        (self.dimension, self.similarityMin, self.openMax) = (dimension, similarityMin, openMax)
        middles = FloatPanels(countMax: min(rows, openMax), dimension: dimension)
        cosines = AlignedBuffer(count: middles.stride(min(rows, openMax)))
        for row in 0..<rows { add(vectors.row(row, dimension)) }
    }

    /// The mean of each open group's rows; shorter than 1 the more they differ.
    var means: [Float] {
        open.indices.flatMap { place in
            sums.row(place, dimension).map { $0 / Float(open[place].rows) }
        }
    }

    private mutating func add(_ row: ArraySlice<Float>) {
        if let place = nearest(to: row) {
            open[place].rows += 1
            groups.append(open[place].group)
            gather(row, at: place)
        } else {
            groups.append(groupCount)
            begin(with: row)
            groupCount += 1
        }
    }

    private func nearest(to row: ArraySlice<Float>) -> Int? {
        middles.products(of: row, with: open.count, into: cosines)
        var (best, floor) = (Int?.none, similarityMin.nextDown)
        for place in open.indices where cosines[place] > floor { (best, floor) = (place, cosines[place]) }
        return best
    }

    private mutating func gather(_ row: ArraySlice<Float>, at place: Int) {
        let first = place * dimension
        for (index, value) in row.enumerated() { sums[first + index] += value }
        turn(place)
    }

    /// A group with `row` alone. Without a place for it, no other row will join it.
    private mutating func begin(with row: ArraySlice<Float>) {
        let single = Open(group: groupCount, rows: 1)
        if open.count < openMax {
            waiting.append(open.count)
            open.append(single)
            sums += row
            turn(open.count - 1)
        } else if let place = loneliest() {
            waiting.append(place)
            open[place] = single
            sums.replaceSubrange(place * dimension..<(place + 1) * dimension, with: row)
            turn(place)
        }
    }

    /// The place of the open group that has waited longest and has one row only.
    private mutating func loneliest() -> Int? {
        while oldest < waiting.count {
            oldest += 1
            if open[waiting[oldest - 1]].rows == 1 { return waiting[oldest - 1] }
        }
        return nil
    }

    /// Points the middle of a group to where its sum points; a sum of 0 is like nothing.
    private func turn(_ place: Int) {
        let sum = sums.row(place, dimension)
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        middles.set(place, to: sum.lazy.map { length > 0 ? $0 / length : 0 })
    }
}
