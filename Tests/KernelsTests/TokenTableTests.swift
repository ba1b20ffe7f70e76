import Kernels
import Testing

struct TokenTableTests {
    @Test(arguments: InstructionSet.available)
    func `a token begins as its row times its scale and its place`(set: InstructionSet) {
        let table = TokenTable(
            rows: AlignedBuffer([1, 2, 3, -4, 5, 127]), scales: AlignedBuffer([0.5, 2]),
            positions: AlignedBuffer([10, 20, 30, 100, 200, 300]), width: 3, on: set)
        let rows = FloatRows(rowsMax: 2, width: 3)
        table.write(token: 1, position: 0, into: rows, row: 1)
        table.write(token: 0, position: 1, into: rows, row: 0)
        #expect(rows[1] == [2, 30, 284])
        #expect(rows[0] == [100.5, 201, 301.5])
        #expect((table.tokens, table.positions) == (2, 2))
    }
}
