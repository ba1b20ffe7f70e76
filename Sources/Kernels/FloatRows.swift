/// Rows of floats that loops read and write in place: the memory of one thread, made once and used again.
package final class FloatRows {
    package let rowsMax: Int
    package let width: Int
    let buffer: AlignedBuffer<Float>

    package init(rowsMax: Int, width: Int) {
        self.rowsMax = rowsMax
        self.width = width
        buffer = AlignedBuffer(count: rowsMax * width)
    }

    package subscript(row: Int) -> [Float] {
        get {
            precondition(row >= 0 && row < rowsMax)
            return unsafe Array(UnsafeBufferPointer(start: buffer.pointer(at: row * width), count: width))
        }
        set {
            precondition(row >= 0 && row < rowsMax && newValue.count == width)
            let start = unsafe buffer.pointer(at: row * width)
            for (index, value) in newValue.enumerated() { unsafe start[index] = value }
        }
    }

    /// The first of `count` rows that are all inside.
    func start(_ count: Int, from row: Int = 0) -> UnsafeMutablePointer<Float> {
        precondition(row >= 0 && count >= 0 && row + count <= rowsMax)
        return unsafe buffer.pointer(at: row * width)
    }
}
