import CKernels

/// Vectors as 16-bit floats (IEEE 754 binary16): a number of a unit vector is off by 2^-12 of itself at most.
package enum Halves {
    package static func narrowed(_ vector: [Float]) -> [UInt16] {
        unsafe [UInt16](unsafeUninitializedCapacity: vector.count) { result, filled in
            unsafe ck_narrow(vector, vector.count, result.baseAddress)
            filled = vector.count
        }
    }

    package static func widened(_ halves: [UInt16], on set: InstructionSet = .best) -> [Float] {
        unsafe halves.withUnsafeBufferPointer { row in
            unsafe [Float](unsafeUninitializedCapacity: row.count) { result, filled in
                unsafe ck_widen(set.rawValue, row.baseAddress, row.count, result.baseAddress)
                filled = row.count
            }
        }
    }

    /// The sum of products with a vector of as many floats.
    package static func dot(
        _ row: UnsafeBufferPointer<UInt16>, _ query: [Float], on set: InstructionSet = .best
    ) -> Float {
        precondition(row.count == query.count, "the query has another dimension than the row")
        return unsafe ck_half_dot(set.rawValue, row.baseAddress, query, query.count)
    }
}
