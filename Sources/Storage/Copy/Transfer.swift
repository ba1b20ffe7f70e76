/// The rows of all tables on their way from one database to another, and the proof that they arrived.
struct Transfer {
    /// A pipeline holds its rows in memory until they are sent.
    static let rowsPerRoundMax = 250

    let source: CopySource
    let target: any CopyTarget
    let options: Copy.Options

    /// Finishes the target, or abandons it.
    func run() throws(CopyFailure) -> Copy {
        do throws(CopyFailure) {
            let tables = try move()
            try at(.target) {
                try Meta.set("epoch", to: options.newEpoch, on: target.connection)
                try target.finish()
            }
            return Copy(tables: tables)
        } catch {
            target.abandon()
            throw error
        }
    }

    private func move() throws(CopyFailure) -> [Copy.Table] {
        let tables = try at(.target) { try Catalogue.read(target.connection).kept }
        for table in tables {
            guard let twin = source.catalogue.table(table.name), twin.columns == table.columns,
                twin.key == table.key
            else { throw .tableMissing(path: source.path, table: table.name) }
        }
        let counts = try at(.source) {
            try tables.map { try source.connection.first($0.count, []) { try $0.int(0) } ?? 0 }
        }
        let total = counts.reduce(0, +)
        var done: [Copy.Table] = []
        for (table, count) in zip(tables, counts) {
            let before = done.reduce(0) { $0 + $1.rows }
            let moved = try copy(table) { tell(.copying, before + $0, total) }
            // Counted by the database itself: pages that left a row out would leave it out of the sum too.
            guard moved.rows == count else { throw .differs(table: table.name) }
            done.append(moved)
        }
        try check(done, tables, total: total)
        return done
    }

    private func copy(_ table: TableShape, tell: (Int) -> Void) throws(CopyFailure) -> Copy.Table {
        var pages = RowPages(table, on: source.connection)
        var fingerprint = Fingerprint()
        while let page = try at(.source, { try pages.next() }) {
            guard !options.isInterrupted() else { throw .interrupted }
            for row in page { fingerprint.add(row) }
            do {
                for start in stride(from: 0, to: page.count, by: Self.rowsPerRoundMax) {
                    let rows = page[start..<min(start + Self.rowsPerRoundMax, page.count)]
                    _ = try target.connection.pipeline(rows.map { Statement(table.insert, $0) })
                }
            } catch let failure as SQLFailure where failure.kind == .constraint || failure.kind == .other {
                throw .refusedRow(table: table.name)
            } catch {
                throw CopyFailure(error, .target, path: target.path)
            }
            tell(fingerprint.rows)
        }
        return Copy.Table(name: table.name, rows: fingerprint.rows, sum: fingerprint.sum)
    }

    /// Reads everything back from the target.
    private func check(_ done: [Copy.Table], _ tables: [TableShape], total: Int) throws(CopyFailure) {
        var before = 0
        for (expected, table) in zip(done, tables) {
            var pages = RowPages(table, on: target.connection)
            var fingerprint = Fingerprint()
            while let page = try at(.target, { try pages.next() }) {
                guard !options.isInterrupted() else { throw .interrupted }
                for row in page { fingerprint.add(row) }
                tell(.checking, before + fingerprint.rows, total)
            }
            let count = try at(.target) { try target.connection.first(table.count, []) { try $0.int(0) } }
            guard count == expected.rows, fingerprint.sum == expected.sum else {
                throw .differs(table: table.name)
            }
            before += expected.rows
        }
    }

    private func tell(_ step: Copy.Progress.Step, _ rows: Int, _ total: Int) {
        options.progress(Copy.Progress(step: step, rows: rows, rowsTotal: total))
    }

    private func at<Result>(_ side: CopyFailure.Side, _ body: () throws -> Result) throws(CopyFailure)
        -> Result
    {
        do {
            return try body()
        } catch {
            throw CopyFailure(error, side, path: side == .source ? source.path : target.path)
        }
    }
}
