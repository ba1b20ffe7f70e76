import CKernels

extension Int8Rows {
    /// The cosine of a unit vector with every row, in order. Exact for the quantised numbers of both sides.
    package func cosines(_ query: [Float], on set: InstructionSet = .best) -> [Float] {
        unsafe [Float](unsafeUninitializedCapacity: count) { result, filled in
            let prepared = Int8Query(query)
            unsafe prepared.scan(self, rows: 0..<count, on: set, into: result.baseAddress)
            filled = count
        }
    }

    /// The same for some rows, written over the beginning of `result`: for a scan in parts.
    package func cosines(
        _ query: Int8Query, rows: Range<Int>, into result: inout MutableSpan<Float>,
        on set: InstructionSet = .best
    ) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= count && result.count >= rows.count)
        unsafe result.withUnsafeMutableBufferPointer { result in
            unsafe query.scan(self, rows: rows, on: set, into: result.baseAddress)
        }
    }

    /// The cosines of some rows, in order.
    package func cosines(_ query: Int8Query, rows: Range<Int>) -> [Float] {
        var result = [Float](repeating: 0, count: rows.count)
        var span = result.mutableSpan
        cosines(query, rows: rows, into: &span)
        return result
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
package struct Int8Query: Sendable {
    package let dimensions: Int
    private let numbers: [Int16]
    private let scale: Float

    package init(_ vector: [Float]) {
        dimensions = vector.count
        let quantised = Int8Rows.quantised(vector)
        numbers = quantised.values.map(Int16.init)
        scale = quantised.scale
    }

    fileprivate func scan(
        _ rows: Int8Rows, rows range: Range<Int>, on set: InstructionSet,
        into result: UnsafeMutablePointer<Float>?
    ) {
        precondition(dimensions == rows.dimensions, "the query has another dimension than the rows")
        guard let result = unsafe result else { return }
        unsafe rows.scales.withUnsafeBufferPointer { scales in
            guard let first = scales.baseAddress else { return }
            unsafe ck_cosines(
                set.rawValue, rows.start(range.lowerBound), first + range.lowerBound, range.count,
                rows.dimensions, numbers, scale, result)
        }
    }
}
