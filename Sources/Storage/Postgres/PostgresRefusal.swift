/// Why a server took no connection: where it was looked for, and its own words, which hold no password.
package struct PostgresRefusal: Hashable, Sendable, CustomStringConvertible {
    package let address: String
    package let said: String

    init(to address: PostgresAddress, said: String) {
        self.address = address.description
        let said = said.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.said = said.hasSuffix(".") || said.hasSuffix("?") ? said : said + "."
    }

    package var description: String { "\(address) cannot be reached: \(said) \(hint)" }

    /// For the server's English; in other languages its own words must do.
    private var hint: String {
        let known: [(String, String)] = [
            ("password authentication failed", "Check the user and the password in `storage`."),
            ("no password supplied", "Give the password in `storage`, in PGPASSWORD or in ~/.pgpass."),
            ("no pg_hba.conf entry", "Allow this machine in the server's pg_hba.conf."),
            ("role \"", "Create the role, or name another one in `storage`."),
            ("database \"", "Create the database, or name another one in `storage`."),
            ("session is read-only", "It is a standby: name the primary, or all hosts, in `storage`."),
            ("too many clients", "Raise max_connections, or stop what else uses the server."),
            ("remaining connection slots", "Raise max_connections, or stop what else uses the server."),
            ("starting up", "Wait until the server is ready."),
            ("Connection refused", "Check that the server runs, and its host and port in `storage`."),
            ("timeout expired", "Check the network, and the host and port in `storage`."),
            ("could not translate host name", "Check the host in `storage`."),
        ]
        return known.first { said.contains($0.0) }?.1 ?? "Check `storage` and the server's log."
    }
}
