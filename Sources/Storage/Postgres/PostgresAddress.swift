import CPostgres

/// Where a PostgreSQL database is: a URL as libpq reads it, with one host or several.
///
/// It may hold a password, so nothing that describes or reflects it shows the URL.
package struct PostgresAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// As it was given, for libpq alone.
    package let url: String
    /// Without the password, for messages and logs.
    package let description: String

    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }

    /// Whether a text is meant to be such a URL, right or wrong.
    package static func isMeant(by text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// `nil` when libpq cannot read it, or would take a part of a password for a host or a database: with a
    /// bare `@` or `/` in the password, that part would stand in every message.
    package init?(_ url: String) {
        guard Self.isMeant(by: url), let parts = Self.parts(url) else { return nil }
        let shown = ["host", "port", "dbname"].compactMap { parts[$0] }.joined()
        guard !shown.contains("@") else { return nil }
        self.url = url
        let user = parts["user"].map { $0 + "@" } ?? ""
        let hosts = Self.hosts(parts["host"] ?? "", ports: parts["port"] ?? "")
        description = "postgres://\(user)\(hosts)/\(parts["dbname"] ?? "")"
    }

    private static func hosts(_ hosts: String, ports: String) -> String {
        let ports = ports.split(separator: ",", omittingEmptySubsequences: false)
        return hosts.split(separator: ",", omittingEmptySubsequences: false).enumerated().map { index, host in
            let port = ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : ""
            return port.isEmpty ? String(host) : "\(host):\(port)"
        }.joined(separator: ",")
    }

    private static func parts(_ url: String) -> [String: String]? {
        guard let options = unsafe PQconninfoParse(url, nil) else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var parts: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe parts[String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        return parts
    }
}
