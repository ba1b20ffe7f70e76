package import Conversations

/// Facts about the installation, by name.
enum Meta {
    static func value(_ name: String, on sql: any SQL) throws -> String? {
        try sql.first(
            "SELECT value FROM meta WHERE site = $1 AND name = $2", [.int(Store.site), .text(name)]
        ) {
            try $0.text(0)
        }
    }

    /// The kept value; of two that mint one at the same time both get the first.
    static func value(_ name: String, on sql: any SQL, orMint mint: () -> String) throws -> String {
        if let kept = try value(name, on: sql) { return kept }
        let minted = mint()
        try sql.execute(
            "INSERT INTO meta (site, name, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.int(Store.site), .text(name), .text(minted)])
        return try value(name, on: sql) ?? minted
    }

    static func set(_ name: String, to value: String, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO meta (site, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (site, name) DO UPDATE SET value = excluded.value
            """, [.int(Store.site), .text(name), .text(value)])
    }
}

extension Store {
    /// Keeps the address under which the server was reached last, for links that another process prints.
    package func remember(publicAddress: String) async throws(JournalError) {
        try await write { try Meta.set("public_address", to: publicAddress, on: $0) }
    }

    /// The address that was kept last; `nil` before the first start.
    package func rememberedPublicAddress() async throws(JournalError) -> String? {
        try await read { try Meta.value("public_address", on: $0) }
    }

    /// A secret of the installation: made by `create` when it is first asked for, and the same ever after.
    package func secret(_ name: String, create: () -> String) async throws(JournalError) -> String {
        let key = "secret." + name
        if let kept = try await read({ try Meta.value(key, on: $0) }) { return kept }
        let minted = create()
        return try await write { try Meta.value(key, on: $0, orMint: { minted }) }
    }
}
