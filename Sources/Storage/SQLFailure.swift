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
        /// The connection was lost, or none could be made.
        case away
        /// The statement took longer than is allowed.
        case tooSlow
        /// Another transaction was quicker: tried again, it may succeed.
        case raced
        /// The role has no right to do it.
        case denied
        case other
    }

    package let kind: Kind
    /// The database's own sign for it, for the operator's search: a number of SQLite's, or an SQLSTATE.
    package let code: String

    package var description: String {
        switch kind {
        case .diskFull: "The disk is full (database error \(code))."
        case .locked: "Another process holds the database (error \(code))."
        case .constraint: "The database refused a row (error \(code))."
        case .notADatabase: "The file is not a database, or it is damaged (error \(code))."
        case .cannotOpen: "The database file cannot be opened (error \(code))."
        case .readOnly: "The database file cannot be written (error \(code))."
        case .away: "The database cannot be reached (error \(code))."
        case .tooSlow: "The database took too long (error \(code))."
        case .raced: "Others changed the same rows (error \(code))."
        case .denied: "The database's role lacks a right (error \(code))."
        case .other: "The database failed (error \(code))."
        }
    }

    var why: JournalError.Why {
        switch kind {
        case .diskFull: .diskFull
        case .locked, .raced: .locked
        case .away: .away
        case .tooSlow: .tooSlow
        default: .failed
        }
    }

    /// Whether it says something about one statement only, so that the others of its transaction may go on.
    var isLocal: Bool { kind == .constraint }
}
