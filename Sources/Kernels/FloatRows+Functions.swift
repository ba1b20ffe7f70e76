import CKernels

extension FloatRows {
    /// The Gaussian error linear unit (Hendrycks and Gimpel, 2016) of the first `count` rows, in place; the
    /// error is below 1e-6.
    package func applyGELU(count: Int, on set: InstructionSet = .best) {
        unsafe ck_gelu(set.rawValue, start(count), count * width)
    }

    /// The mean of some rows, scaled to length 1; a mean of 0 stays 0.
    package func mean(of rows: Range<Int>, on set: InstructionSet = .best) -> [Float] {
        let first = unsafe start(rows.count, from: rows.lowerBound)
        return unsafe [Float](unsafeUninitializedCapacity: width) { result, filled in
            unsafe ck_pool(set.rawValue, first, rows.count, width, result.baseAddress)
            filled = width
        }
    }
}
