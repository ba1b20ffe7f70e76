import Kernels
import Testing

struct HalvesTests {
    @Test(arguments: InstructionSet.available)
    func `known numbers have the bits that the standard gives them`(set: InstructionSet) {
        // IEEE 754 binary16: 1, -2, the largest, the smallest normal, the smallest of all, and one third.
        let numbers: [Float] = [0, 1, -2, 65_504, 0x1p-14, 0x1p-24, 1.0 / 3]
        let bits: [UInt16] = [0, 0x3C00, 0xC000, 0x7BFF, 0x0400, 0x0001, 0x3555]
        #expect(Halves.narrowed(numbers) == bits)
        #expect(Halves.widened(bits, on: set) == [0, 1, -2, 65_504, 0x1p-14, 0x1p-24, 0.333251953125])
    }

    @Test(arguments: InstructionSet.available)
    func `every half comes back as it was`(set: InstructionSet) {
        // All finite ones of both signs but minus zero, which comes back as itself too.
        let all = (0..<UInt16(0x7C00)).flatMap { [$0, $0 | 0x8000] }
        #expect(Halves.narrowed(Halves.widened(all, on: set)) == all)
    }

    @Test(arguments: InstructionSet.available, [1, 15, 16, 17, 63, 384, 391])
    func `a product is near to that of the vectors themselves`(set: InstructionSet, dimensions: Int) {
        var numbers = Numbers(seed: UInt64(dimensions))
        for _ in 0..<50 {
            let (row, query) = (numbers.unitVector(dimensions), numbers.unitVector(dimensions))
            let halves = Halves.narrowed(row)
            #expect(difference(Halves.widened(halves, on: set), row) <= 0x1p-12)
            let dot = unsafe halves.withUnsafeBufferPointer { unsafe Halves.dot($0, query, on: set) }
            let exact = zip(row, query).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            #expect(abs(dot - exact) < 0.000_4)
        }
    }
}
