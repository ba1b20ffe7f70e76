import Conversations

/// A statement that the database refused. It never carries the statement or its values.
package struct SQLFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case diskFull
        case locked
        /// A uniqueness, foreign key or type rule of a table.
        case constraint
        case notADatabase
        case cannotOpen
        case readOnly
        case other
    }

    package let kind: Kind
    /// The database's own number for it, for the operator's search.
    package let code: Int32

    package var description: String {
        switch kind {
        case .diskFull: "The disk is full (database error \(code))."
        case .locked: "Another process holds the database (error \(code))."
        case .constraint: "The database refused a row (error \(code))."
        case .notADatabase: "The file is not a database, or it is damaged (error \(code))."
        case .cannotOpen: "The database file cannot be opened (error \(code))."
        case .readOnly: "The database file cannot be written (error \(code))."
        case .other: "The database failed (error \(code))."
        }
    }

    var why: JournalError.Why {
        switch kind {
        case .diskFull: .diskFull
        case .locked: .locked
        default: .failed
        }
    }

    /// Whether it says something about one statement only, so that the others of its transaction may go on.
    var isLocal: Bool { kind == .constraint }
}
