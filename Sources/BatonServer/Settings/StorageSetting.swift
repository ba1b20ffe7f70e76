package import Storage

/// What the operator wrote for `storage`. The text may hold a password, so only what was read of it is kept.
package enum StorageSetting: Hashable, Sendable {
    /// The SQLite file in the data folder.
    case file
    case postgres(PostgresAddress)
    case unreadable(reason: String)

    static let key = "storage"
    /// The file's name in the data folder.
    static let fileName = "baton.db"

    package init(_ text: String) {
        if text.isEmpty {
            self = .file
        } else if let address = PostgresAddress(text) {
            self = .postgres(address)
        } else {
            self = .unreadable(reason: Self.complaint(of: text))
        }
    }

    func checked() throws(SettingsFailure) {
        guard case .unreadable(let reason) = self else { return }
        throw SettingsFailure(place: Self.key, reason: reason)
    }

    func location(data: String) -> StoreLocation {
        if case .postgres(let address) = self { return .postgres(address) }
        return .file(data + "/" + Self.fileName)
    }

    /// Never repeats the text: a password may stand anywhere in what is misspelt.
    private static func complaint(of text: String) -> String {
        let rest = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() }
        if PostgresAddress.isMeant(by: text) {
            return "this address cannot be read: write \(form). In a user's name or a password write % as "
                + "%25, @ as %40, : as %3A, / as %2F, ? as %3F, and no spaces."
        }
        guard let scheme = rest else {
            return "this is no address: write \(form), or leave it out for the SQLite file in the data "
                + "folder (the setting data)."
        }
        if scheme.hasPrefix("post") || scheme.hasPrefix("pg") || scheme == "psql" {
            return "the address begins with postgres:// in small letters: write \(form)."
        }
        if scheme == "sqlite" || scheme == "file" {
            return "the SQLite file is always \(fileName) in the data folder: leave this out, and set data."
        }
        return "Baton works with PostgreSQL, or with SQLite when this is left out: write \(form)."
    }

    private static let form = "postgres://user@host:5432/database"
}
