/// A place in the log of all streams: behind everything that was committed before it was read.
///
/// Positions are handed out before a transaction commits, so a later one may be seen first. Hence they are
/// read in
/// the order of the transactions, and never past the first that may still be running.
package struct LogCursor: Hashable, Sendable, Comparable {
    package let transaction: Int64
    package let position: Int64

    package init(transaction: Int64, position: Int64) {
        self.transaction = transaction
        self.position = position
    }

    package static let beginning = LogCursor(transaction: -1, position: 0)

    package static func < (one: LogCursor, other: LogCursor) -> Bool {
        (one.transaction, one.position) < (other.transaction, other.position)
    }
}
