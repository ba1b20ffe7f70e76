/// Where a store keeps its data.
package enum StoreLocation: Hashable, Sendable {
    case file(String)
    /// Gone with the store: for tests and trials.
    case memory
    case postgres(PostgresAddress)

    /// For messages: no password is in it.
    package var path: String {
        switch self {
        case .file(let path): path
        case .memory: ":memory:"
        case .postgres(let address): address.description
        }
    }
}

/// How a store is opened.
package struct StoreOptions: Sendable {
    /// How long a statement waits for another process before it fails.
    package static let busyMillisecondsDefault = 5000

    /// The server takes the file for itself; command-line tools work beside it.
    package let isExclusive: Bool
    package let busyMilliseconds: Int
    /// The size that the file may not exceed, in pages of 4096 bytes; `nil` leaves it to the disk.
    package let pagesMax: Int?
    /// Names this process among those that share a database.
    package let node: String
    package let postgres: PostgresLimits
    /// Mints the epoch of a new database.
    package let newEpoch: @Sendable () -> String

    package init(
        isExclusive: Bool = false, busyMilliseconds: Int = Self.busyMillisecondsDefault, pagesMax: Int? = nil,
        node: String = "", postgres: PostgresLimits = PostgresLimits(),
        newEpoch: @escaping @Sendable () -> String
    ) {
        self.node = node
        self.postgres = postgres
        self.isExclusive = isExclusive
        self.busyMilliseconds = busyMilliseconds
        self.pagesMax = pagesMax
        self.newEpoch = newEpoch
    }
}
