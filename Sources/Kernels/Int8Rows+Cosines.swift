import CKernels

extension Int8Rows {
    /// The cosine of a unit vector with every row, in order. Exact for the quantised numbers of both sides.
    package func cosines(_ query: [Float], on set: InstructionSet = .best) -> [Float] {
        unsafe [Float](unsafeUninitializedCapacity: count) { result, filled in
            let prepared = Query(query, dimensions: dimensions)
            unsafe prepared.scan(self, rows: 0..<count, on: set, into: result.baseAddress)
            filled = count
        }
    }

    /// The same for some rows, written over `result`, which is as long as `rows`: for a scan in parts.
    package func cosines(
        _ query: [Float], rows: Range<Int>, into result: inout MutableSpan<Float>,
        on set: InstructionSet = .best
    ) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= count && result.count == rows.count)
        let prepared = Query(query, dimensions: dimensions)
        unsafe result.withUnsafeMutableBufferPointer { result in
            unsafe prepared.scan(self, rows: rows, on: set, into: result.baseAddress)
        }
    }

    /// The sums of products of int8 numbers with each row, exact.
    package func dots(_ query: [Int8], on set: InstructionSet = .best) -> [Int32] {
        precondition(query.count == dimensions)
        let wide = query.map(Int16.init)
        return unsafe [Int32](unsafeUninitializedCapacity: count) { result, filled in
            unsafe ck_dots(set.rawValue, start(0), count, dimensions, wide, result.baseAddress)
            filled = count
        }
    }
}

/// A query in the form in which it meets the rows.
private struct Query {
    let numbers: [Int16]
    let scale: Float

    init(_ vector: [Float], dimensions: Int) {
        precondition(vector.count == dimensions, "the query has another dimension than the rows")
        let quantised = Int8Rows.quantised(vector)
        numbers = quantised.values.map(Int16.init)
        scale = quantised.scale
    }

    func scan(
        _ rows: Int8Rows, rows range: Range<Int>, on set: InstructionSet,
        into result: UnsafeMutablePointer<Float>?
    ) {
        guard let result = unsafe result else { return }
        unsafe rows.scales.withUnsafeBufferPointer { scales in
            guard let first = scales.baseAddress else { return }
            unsafe ck_cosines(
                set.rawValue, rows.start(range.lowerBound), first + range.lowerBound, range.count,
                rows.dimensions, numbers, scale, result)
        }
    }
}
