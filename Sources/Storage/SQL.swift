/// One database connection, as queries are written against it: `$1`, `$2` ... stand for the values.
///
/// A query text must mean the same to SQLite and to PostgreSQL; what differs stays behind this protocol.
package protocol SQL: AnyObject {
    var dialect: Dialect { get }

    /// Runs one statement and returns the number of rows that it inserted, changed or deleted.
    @discardableResult
    func execute(_ text: String, _ values: [Value]) throws -> Int

    /// Runs one query and reads each row with `read`, which must not keep the row.
    func query<Result>(_ text: String, _ values: [Value], _ read: (any Row) throws -> Result) throws
        -> [Result]

    /// Runs statements of which none needs another's result, in order and in one round trip.
    /// Returns for each the number of rows that it changed.
    func pipeline(_ statements: [Statement]) throws -> [Int]

    /// Runs several statements without values, as table definitions are.
    func script(_ text: String) throws
}

extension SQL {
    package func first<Result>(
        _ text: String, _ values: [Value], _ read: (any Row) throws -> Result
    ) throws -> Result? {
        try query(text, values, read).first
    }
}

/// A query text with its values.
package struct Statement: Sendable {
    package let text: String
    package let values: [Value]

    package init(_ text: String, _ values: [Value]) {
        self.text = text
        self.values = values
    }
}

/// What a column or a parameter can hold. Moments are `int` milliseconds, truth values 0 and 1.
package enum Value: Hashable, Sendable {
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    case null

    static func int(_ number: Int) -> Value { .int(Int64(number)) }
    static func bool(_ isTrue: Bool) -> Value { .int(isTrue ? 1 : 0) }
    static func int(orNull number: Int64?) -> Value { number.map { .int($0) } ?? .null }
    static func text(orNull text: String?) -> Value { text.map { .text($0) } ?? .null }
}

extension String {
    /// PostgreSQL keeps no U+0000 in a text. Neither database gets one: a sign that is no character stands in
    /// its place, so that asking for such a text finds nothing and is no failure.
    var storable: String {
        guard utf8.contains(0) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\u{0}" ? "\u{fffd}" : $0 }))
    }
}

/// The row that a query stands on; columns count from 0.
package protocol Row {
    subscript(_ column: Int) -> Value { get }
}

extension Row {
    func int(_ column: Int) throws(StoreError) -> Int {
        guard case .int(let number) = self[column] else { throw .unreadableRow }
        return Int(number)
    }

    func int64(_ column: Int) throws(StoreError) -> Int64 {
        guard case .int(let number) = self[column] else { throw .unreadableRow }
        return number
    }

    func bool(_ column: Int) throws(StoreError) -> Bool { try int64(column) != 0 }

    package func text(_ column: Int) throws(StoreError) -> String {
        guard case .text(let text) = self[column] else { throw .unreadableRow }
        return text
    }

    func optionalText(_ column: Int) throws(StoreError) -> String? {
        self[column] == .null ? nil : try text(column)
    }

    func optionalInt(_ column: Int) throws(StoreError) -> Int? {
        self[column] == .null ? nil : try int(column)
    }

    /// A stored text in its own type; a text that does not fit was not written by this release.
    func value<Parsed>(_ column: Int, _ parse: (String) -> Parsed?) throws(StoreError) -> Parsed {
        guard let parsed = parse(try text(column)) else { throw .unreadableRow }
        return parsed
    }

    func optionalValue<Parsed>(_ column: Int, _ parse: (String) -> Parsed?) throws(StoreError) -> Parsed? {
        self[column] == .null ? nil : try value(column, parse)
    }
}
