/// One column for each row so that the sum of gains is as large as can be.
enum Assignment {
    /// The column of each row of a square table, each column once.
    ///
    /// The Hungarian method with potentials (Kuhn, 1955; Munkres, 1957), a row at a time along the cheapest
    /// alternating path (Jonker and Volgenant, 1987); the time grows with the cube of the rows.
    static func best(_ gains: [[Double]]) -> [Int] {
        var search = AlternatingPaths(gains)
        for row in gains.indices { search.add(row) }
        return search.columns
    }
}

/// Columns that rows hold so far, and prices at which nobody wants to change.
private struct AlternatingPaths {
    private let gains: [[Double]]
    private var rowPrices: [Double]
    private var columnPrices: [Double]
    private var rows: [Int?]

    init(_ gains: [[Double]]) {
        self.gains = gains
        rowPrices = [Double](repeating: 0, count: gains.count)
        columnPrices = rowPrices
        rows = [Int?](repeating: nil, count: gains.count)
    }

    var columns: [Int] {
        var columns = [Int](repeating: 0, count: gains.count)
        for (column, row) in rows.enumerated() { if let row { columns[row] = column } }
        return columns
    }

    /// What it costs the row to take the column instead of what it would like best; 0 or more.
    private func cost(_ row: Int, _ column: Int) -> Double {
        -gains[row][column] - rowPrices[row] - columnPrices[column]
    }

    /// Gives `added` a column, and others another one where that is better for all.
    mutating func add(_ added: Int) {
        var costs = [Double](repeating: .infinity, count: gains.count)
        var origins = [Int?](repeating: nil, count: gains.count)
        var isVisited = [Bool](repeating: false, count: gains.count)
        var (row, origin) = (added, Int?.none)
        while true {
            for column in gains.indices where !isVisited[column] && cost(row, column) < costs[column] {
                (costs[column], origins[column]) = (cost(row, column), origin)
            }
            let unvisited = gains.indices.filter { !isVisited[$0] }
            guard let nearest = unvisited.min(by: { costs[$0] < costs[$1] }) else { return }
            let change = costs[nearest]
            reprice(by: change, added: added, isVisited)
            for column in unvisited { costs[column] -= change }
            isVisited[nearest] = true
            guard let holder = rows[nearest] else { return shift(from: nearest, to: added, origins) }
            (row, origin) = (holder, nearest)
        }
    }

    private mutating func reprice(by cost: Double, added: Int, _ isVisited: [Bool]) {
        rowPrices[added] += cost
        for (column, isVisited) in isVisited.enumerated() where isVisited {
            columnPrices[column] -= cost
            if let row = rows[column] { rowPrices[row] += cost }
        }
    }

    /// Along the path back, each column goes to the row that held the one before.
    private mutating func shift(from last: Int, to added: Int, _ origins: [Int?]) {
        var column = last
        while let origin = origins[column] {
            rows[column] = rows[origin]
            column = origin
        }
        rows[column] = added
    }
}
