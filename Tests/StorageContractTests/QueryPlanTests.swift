import Foundation
import Storage
import Testing

/// With a hundred thousand conversations: each query reads what it returns, and not what there is.
@Suite struct QueryPlanTests {
    private func withMany(_ backend: Backend, _ body: @Sendable (any SQL) throws -> Void) async throws {
        try await backend.withPlace { place in
            await (try place.open()).close()
            let connection = try place.connection(limits: .unhurried)
            try ManyConversations(dialect: connection.dialect).make(on: connection)
            try body(connection)
        }
    }

    @Test func `every hot query finds its rows by an index and in their order in SQLite`() async throws {
        try await withMany(.file) { connection in
            for query in HotQuery.all(.sqlite) {
                let plan = try connection.query("EXPLAIN QUERY PLAN " + query.text, query.values) {
                    try $0.text(3)
                }
                // One row that is no table's, for the counts side by side.
                let tables = plan.filter { $0 != "SCAN CONSTANT ROW" }
                #expect(!tables.isEmpty)
                #expect(tables.allSatisfy { !$0.hasPrefix("SCAN") }, "\(query.name): \(plan)")
                if !query.sorts {
                    #expect(plan.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(query.name): \(plan)")
                }
                let rows = try connection.query(query.text, query.values) { _ in 1 }
                #expect(rows.isEmpty == query.name.hasSuffix("in vain"), "\(query.name)")
            }
            let plan = try connection.query(
                "EXPLAIN QUERY PLAN SELECT * FROM event WHERE actor = 'system' ORDER BY at", []
            ) { try $0.text(3) }
            #expect(plan.contains { $0.hasPrefix("SCAN") }, "a query without an index is told apart")
            #expect(plan.contains { $0.contains("TEMP B-TREE") })
        }
    }

    @Test func `every hot query finds its rows by an index in PostgreSQL, with and without its values`()
        async throws
    {
        try await withMany(.postgres) { connection in
            for (number, query) in HotQuery.all(.postgres).enumerated() {
                try connection.script("PREPARE q\(number) AS \(query.text)")
                for mode in ["force_generic_plan", "force_custom_plan"] {
                    try connection.script("SET plan_cache_mode = \(mode)")
                    let run = "EXECUTE q\(number) (\(query.values.map(Self.literal).joined(separator: ", ")))"
                    let plan = try Plan(of: run, on: connection)
                    #expect(plan.wholeTables == [], "\(query.name), \(mode): \(plan)")
                    #expect(plan.rowsRead <= query.rowsMax, "\(query.name), \(mode): \(plan)")
                    #expect((plan.rows == 0) == query.name.hasSuffix("in vain"), "\(query.name)")
                }
            }
            let plan = try Plan(of: "SELECT * FROM event WHERE actor = 'nobody'", on: connection)
            #expect(plan.wholeTables == ["event"], "a query without an index is told apart")
            #expect(plan.rowsRead == ManyConversations.count * ManyConversations.eventsEach)
        }
    }

    private static func literal(_ value: Value) -> String {
        switch value {
        case .int(let number): "\(number)"
        case .text(let text): "'" + text.replacing("'", with: "''") + "'"
        default: "NULL"
        }
    }
}

/// What PostgreSQL did for one statement, as it says itself.
private struct Plan: CustomStringConvertible {
    private(set) var wholeTables: [String] = []
    /// Rows that were looked at in tables and indexes, returned or not.
    private(set) var rowsRead = 0
    let rows: Int
    let description: String

    /// Its few rows are read whole.
    private static let smallTables: Set<String> = ["person"]

    private struct Explained: Decodable {
        let plan: Node

        enum CodingKeys: String, CodingKey { case plan = "Plan" }
    }

    private struct Node: Decodable {
        let type: String
        let table: String?
        let rows: Double
        let loops: Double
        let removed: Double?
        let plans: [Node]?

        enum CodingKeys: String, CodingKey {
            case type = "Node Type"
            case table = "Relation Name"
            case rows = "Actual Rows"
            case loops = "Actual Loops"
            case removed = "Rows Removed by Filter"
            case plans = "Plans"
        }
    }

    init(of statement: String, on connection: any SQL) throws {
        let text = try connection.first("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) \(statement)", []) {
            try $0.text(0)
        }
        description = try #require(text)
        let explained = try JSONDecoder().decode([Explained].self, from: Data(description.utf8))
        let top = try #require(explained.first).plan
        rows = Int(top.rows)
        walk(top)
    }

    private mutating func walk(_ node: Node) {
        if let table = node.table, !Self.smallTables.contains(table) {
            if node.type == "Seq Scan" { wholeTables.append(table) }
            rowsRead += Int((node.rows + (node.removed ?? 0)) * node.loops)
        }
        for plan in node.plans ?? [] { walk(plan) }
    }
}
