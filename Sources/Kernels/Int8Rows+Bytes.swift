extension Int8Rows {
    /// The compact form of a row: its scale as four bytes, the lowest first, then the numbers.
    package func bytes(of index: Int) -> [UInt8] {
        let (values, scale) = row(index)
        return Self.bytes(values: values, scale: scale)
    }

    /// The compact form of a vector that is in no rows yet.
    package static func bytes(of vector: [Float]) -> [UInt8] {
        let (values, scale) = quantised(vector)
        return bytes(values: values, scale: scale)
    }

    private static func bytes(values: [Int8], scale: Float) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 + values.count)
        for shift in [0, 8, 16, 24] {
            bytes.append(UInt8(truncatingIfNeeded: scale.bitPattern >> UInt32(shift)))
        }
        for value in values { bytes.append(UInt8(bitPattern: value)) }
        return bytes
    }

    /// Appends a row in its compact form; `false`, and nothing appended, when it is none of these dimensions.
    package mutating func append(bytes: [UInt8]) -> Bool {
        guard bytes.count == 4 + dimensions else { return false }
        let pattern = bytes.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let scale = Float(bitPattern: pattern)
        // No vector of length 1 has a larger scale than one with a single number.
        guard scale.isFinite, scale >= 0 else { return false }
        append(quantized: bytes.dropFirst(4).map(Int8.init(bitPattern:)), scale: scale)
        return true
    }

    /// Rows from their compact forms; `nil` when one of them is not of these dimensions.
    package init?(dimensions: Int, bytes rows: [[UInt8]]) {
        self.init(dimensions: dimensions)
        reserve(rows.count)
        for row in rows {
            guard append(bytes: row) else { return nil }
        }
    }
}
