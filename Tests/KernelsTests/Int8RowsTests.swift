import Kernels
import Testing

struct Int8RowsTests {
    @Test(arguments: InstructionSet.available, [1, 15, 63, 64, 65, 256, 384, 391])
    func `a scan is exact integer arithmetic`(set: InstructionSet, dimensions: Int) {
        var numbers = Numbers(seed: UInt64(dimensions))
        var rows = Int8Rows(dimensions: dimensions)
        let all = (0..<261).map { _ in numbers.bytes(dimensions) }
        for row in all { rows.append(quantized: row, scale: 1) }
        // Products of -128 and -128 are the largest there are.
        rows.append(quantized: [Int8](repeating: -128, count: dimensions), scale: 1)
        for query in [numbers.bytes(dimensions), [Int8](repeating: -128, count: dimensions)] {
            let expected = (0..<rows.count).map { index in
                zip(rows.row(index).values, query).reduce(Int32(0)) { $0 + Int32($1.0) * Int32($1.1) }
            }
            #expect(rows.dots(query, on: set) == expected)
        }
    }

    @Test(arguments: InstructionSet.available)
    func `cosines are near to those of the vectors themselves`(set: InstructionSet) {
        var numbers = Numbers(seed: 1)
        let vectors = (0..<300).map { _ in numbers.unitVector(384) }
        var rows = Int8Rows(dimensions: 384)
        for vector in vectors { rows.append(vector) }
        let cosines = rows.cosines(vectors[17], on: set)
        let exact = vectors.map { vector in zip(vector, vectors[17]).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
        #expect(difference(cosines, exact) < 0.01)
        #expect(abs(cosines[17] - 1) < 0.001)
    }

    @Test func `a scan in parts gives the same as one of all rows`() {
        var numbers = Numbers(seed: 2)
        var rows = Int8Rows(dimensions: 100)
        for _ in 0..<530 { rows.append(numbers.unitVector(100)) }
        let query = numbers.unitVector(100)
        var joined: [Float] = []
        for part in [0..<1, 1..<300, 300..<300, 300..<530] {
            var result = [Float](repeating: 9, count: part.count)
            var span = result.mutableSpan
            rows.cosines(Int8Query(query), rows: part, into: &span)
            joined += result
        }
        #expect(joined == rows.cosines(query))
    }

    @Test func `a number is off by at most half a scale`() {
        var numbers = Numbers(seed: 4)
        var rows = Int8Rows(dimensions: 50)
        let vector = numbers.unitVector(50)
        rows.append(vector)
        let (values, scale) = rows.row(0)
        #expect(values.contains { abs(Int($0)) == 127 })
        #expect(difference(rows.vector(0), vector) <= scale / 2 * 1.001)
    }

    @Test(arguments: [
        [0, 0, 0], [.nan, 1, 0], [.infinity, 0, 0], [.leastNonzeroMagnitude, 0, 0],
    ])
    func `a vector without a direction is near to nothing`(vector: [Float]) {
        var rows = Int8Rows(dimensions: 3)
        rows.append(vector)
        rows.append([1, 0, 0])
        #expect(rows.cosines([1, 0, 0])[0] == 0)
        #expect(rows.cosines(vector).allSatisfy { $0 == 0 })
    }

    @Test func `a copy keeps its rows when the other one goes on`() {
        var first = Int8Rows(dimensions: 2)
        first.append([1, 0])
        var second = first
        second.append([0, 1])
        first.append([-1, 0])
        #expect(first.cosines([1, 0]).map { $0.rounded() } == [1, -1])
        #expect(second.cosines([1, 0]).map { $0.rounded() } == [1, 0])
        #expect((first.count, second.count) == (2, 2))
    }

    @Test func `no rows have no cosines`() {
        #expect(Int8Rows(dimensions: 4).cosines([1, 0, 0, 0]) == [])
    }
}
