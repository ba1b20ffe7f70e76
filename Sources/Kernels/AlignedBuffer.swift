import CKernels

/// Numbers that lie where the widest vectors read them fastest; zero at first.
///
/// Large ones go back to the system as soon as they are released. Whoever holds one alone may write to it.
@safe
package final class AlignedBuffer<Number: BitwiseCopyable> {
    package let count: Int
    /// At a multiple of 64 bytes.
    package let start: UnsafeMutablePointer<Number>
    private let bytes: Int

    package init(count: Int) {
        self.count = count
        bytes = max(count, 1) * MemoryLayout<Number>.stride
        guard let memory = unsafe ck_allocate(bytes) else {
            preconditionFailure("\(bytes) bytes of memory are not to be had")
        }
        unsafe start = memory.bindMemory(to: Number.self, capacity: max(count, 1))
    }

    package convenience init(_ numbers: [Number]) {
        self.init(count: numbers.count)
        for (index, number) in numbers.enumerated() { unsafe start[index] = number }
    }

    deinit { unsafe ck_release(start, bytes) }

    package subscript(index: Int) -> Number {
        get {
            precondition(index >= 0 && index < count)
            return unsafe start[index]
        }
        set {
            precondition(index >= 0 && index < count)
            unsafe start[index] = newValue
        }
    }

    /// The numbers from `index` on, for a loop that stays inside of the buffer.
    package func pointer(at index: Int) -> UnsafeMutablePointer<Number> {
        precondition(index >= 0 && index <= count)
        return unsafe start + index
    }

    /// A copy that goes on with zeros.
    func padded(to count: Int) -> AlignedBuffer {
        let copy = AlignedBuffer(count: max(count, self.count))
        unsafe copy.start.update(from: start, count: self.count)
        return copy
    }
}

extension AlignedBuffer where Number == UInt8 {
    /// A copy of some of the bytes as numbers of another type, in the order of this machine.
    package func numbers<Other: BitwiseCopyable>(_ type: Other.Type, at offset: Int, count: Int)
        -> AlignedBuffer<Other>
    {
        let length = count * MemoryLayout<Other>.stride
        precondition(offset >= 0 && count >= 0 && offset + length <= self.count)
        let copy = AlignedBuffer<Other>(count: count)
        unsafe UnsafeMutableRawPointer(copy.start).copyMemory(from: start + offset, byteCount: length)
        return copy
    }

    /// Lets `body` read the bytes.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
