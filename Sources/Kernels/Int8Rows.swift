import CKernels

/// Many unit vectors in a quarter of their size: int8 numbers and one scale a row.
///
/// The scale of a row is its largest magnitude divided by 127, so a number is off by at most half a scale.
package struct Int8Rows: Sendable {
    /// Sums of so many products of two int8 numbers stay below 2^31.
    package static let dimensionsMax = 65_536
    private static let rowsMin = 16

    package let dimensions: Int
    package private(set) var count = 0
    /// Shared by copies until one of them appends.
    private var storage: Storage
    private(set) var scales: [Float] = []

    private final class Storage: @unchecked Sendable {
        let numbers: AlignedBuffer<Int8>

        init(_ numbers: AlignedBuffer<Int8>) { self.numbers = numbers }
    }

    package init(dimensions: Int) {
        precondition(dimensions > 0 && dimensions <= Self.dimensionsMax)
        self.dimensions = dimensions
        storage = Storage(AlignedBuffer(count: 0))
    }

    /// Makes room for `rows` in all, so that appending them copies nothing.
    package mutating func reserve(_ rows: Int) {
        guard rows * dimensions > storage.numbers.count || !isKnownUniquelyReferenced(&storage) else {
            return
        }
        let wider = AlignedBuffer<Int8>(count: max(rows, count) * dimensions)
        unsafe wider.start.update(from: storage.numbers.start, count: count * dimensions)
        storage = Storage(wider)
        scales.reserveCapacity(rows)
    }

    package mutating func append(_ vector: [Float]) {
        let quantised = Self.quantised(vector)
        append(quantized: quantised.values, scale: quantised.scale)
    }

    package mutating func append(quantized values: [Int8], scale: Float) {
        precondition(values.count == dimensions)
        if (count + 1) * dimensions > storage.numbers.count || !isKnownUniquelyReferenced(&storage) {
            reserve(max(count + 1, count + count / 2, Self.rowsMin))
        }
        let row = unsafe storage.numbers.pointer(at: count * dimensions)
        for (index, value) in values.enumerated() { unsafe row[index] = value }
        scales.append(scale)
        count += 1
    }

    /// The numbers of a row; times `scale` they are the vector.
    package func row(_ index: Int) -> (values: [Int8], scale: Float) {
        precondition(index >= 0 && index < count)
        let start = unsafe storage.numbers.pointer(at: index * dimensions)
        return (unsafe Array(UnsafeBufferPointer(start: start, count: dimensions)), scales[index])
    }

    package func vector(_ index: Int) -> [Float] {
        let (values, scale) = row(index)
        return values.map { Float($0) * scale }
    }

    /// The start of a row that is inside.
    func start(_ row: Int) -> UnsafePointer<Int8> {
        precondition(row >= 0 && row <= count)
        return unsafe UnsafePointer(storage.numbers.pointer(at: row * dimensions))
    }

    /// Numbers from -127 to 127 and the scale that brings them back; a vector of zeros has the scale 0.
    package static func quantised(_ vector: [Float]) -> (values: [Int8], scale: Float) {
        let largest = vector.reduce(into: Float(0)) { $0 = max($0, abs($1)) }
        let factor = 127 / largest
        // All zero, as good as zero, or not numbers: no direction to keep.
        guard factor.isFinite, vector.allSatisfy(\.isFinite) else {
            return ([Int8](repeating: 0, count: vector.count), 0)
        }
        let values = vector.map { Int8(clamping: Int(($0 * factor).rounded(.toNearestOrEven))) }
        return (values, largest / 127)
    }
}
