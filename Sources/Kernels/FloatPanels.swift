import CKernels

/// Vectors side by side, so that the products of others with all of them come out of one pass.
final class FloatPanels {
    let countMax: Int
    let dimension: Int
    private let set: InstructionSet
    private let columns: Int
    private let numbers: AlignedBuffer<Float>

    init(countMax: Int, dimension: Int, on set: InstructionSet = .best) {
        (self.countMax, self.dimension, self.set) = (countMax, dimension, set)
        columns = ck_panel_columns(set.rawValue)
        numbers = AlignedBuffer(count: (countMax + columns - 1) / columns * columns * dimension)
    }

    /// Numbers between the products of one vector and those of the next, when `count` are asked for.
    func stride(_ count: Int) -> Int { (count + columns - 1) / columns * columns }

    func set(_ index: Int, to vector: some Collection<Float>) {
        precondition(index >= 0 && index < countMax && vector.count == dimension)
        var place = index / columns * columns * dimension + index % columns
        for value in vector {
            numbers[place] = value
            place += columns
        }
    }

    /// Writes the products of each row with the first `count` vectors into `result`, `stride(count)` a row.
    func products(of rows: ArraySlice<Float>, with count: Int, into result: AlignedBuffer<Float>) {
        let rowCount = rows.count / dimension
        precondition(count <= countMax && rows.count % dimension == 0)
        precondition(result.count >= rowCount * stride(count))
        unsafe rows.withUnsafeBufferPointer { rows in
            guard let first = rows.baseAddress else { return }
            unsafe ck_products(
                set.rawValue, first, rowCount, dimension, numbers.start, count, result.start)
        }
    }
}
