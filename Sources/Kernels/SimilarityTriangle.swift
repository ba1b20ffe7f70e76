/// The similarity of each pair of rows, once: 4 bytes for each of count * (count - 1) / 2, at any one time.
final class SimilarityTriangle {
    /// So many rows meet all others at a time; with 384 numbers each they stay in the second cache.
    static let rowsAtOnce = 64

    let count: Int
    private let values: AlignedBuffer<Float>

    /// The products of all pairs: cosines when the rows have length 1.
    ///
    /// - Parameter vectors: rows of `dimension` numbers, one behind the other.
    init(products vectors: [Float], dimension: Int, on set: InstructionSet = .best) {
        precondition(dimension > 0 && vectors.count % dimension == 0, "the last row is not whole")
        count = vectors.count / dimension
        values = AlignedBuffer(count: count * max(0, count - 1) / 2)
        let panels = FloatPanels(countMax: Self.rowsAtOnce, dimension: dimension, on: set)
        let room = AlignedBuffer<Float>(count: Self.rowsAtOnce * panels.stride(Self.rowsAtOnce))
        for first in stride(from: 0, to: count, by: Self.rowsAtOnce) {
            let columns = first..<min(count, first + Self.rowsAtOnce)
            for column in columns { panels.set(column - first, to: vectors.row(column, dimension)) }
            fill(columns, from: vectors, panels, room)
        }
    }

    /// The products of rows `columns` with themselves and with all rows behind them.
    private func fill(
        _ columns: Range<Int>, from vectors: [Float], _ panels: FloatPanels, _ room: AlignedBuffer<Float>
    ) {
        let stride = panels.stride(columns.count)
        for first in Swift.stride(from: columns.lowerBound, to: count, by: Self.rowsAtOnce) {
            let rows = first..<min(count, first + Self.rowsAtOnce)
            let numbers = vectors[rows.lowerBound * panels.dimension..<rows.upperBound * panels.dimension]
            panels.products(of: numbers, with: columns.count, into: room)
            for row in rows {
                for column in columns where column < row {
                    values[place(row, column)] = room[(row - first) * stride + column - columns.lowerBound]
                }
            }
        }
    }

    /// Of two different rows, in either order.
    subscript(_ row: Int, _ other: Int) -> Float {
        get { values[place(row, other)] }
        set { values[place(row, other)] = newValue }
    }

    private func place(_ row: Int, _ other: Int) -> Int {
        let (low, high) = row < other ? (row, other) : (other, row)
        return high * (high - 1) / 2 + low
    }
}

extension [Float] {
    /// One of the rows of `dimension` numbers that lie one behind the other.
    func row(_ index: Int, _ dimension: Int) -> ArraySlice<Float> {
        self[index * dimension..<(index + 1) * dimension]
    }
}
