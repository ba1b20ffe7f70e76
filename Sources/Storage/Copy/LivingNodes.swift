/// The processes that say they are at work on a database.
enum LivingNodes {
    static func count(on sql: any SQL, nowMilliseconds: Int64) throws -> Int {
        let since = nowMilliseconds - livingMillisecondsMax
        return try sql.first(
            "SELECT count(*) FROM node WHERE site = $1 AND seen_at > $2", [.int(Store.site), .int(since)]
        ) { try $0.int(0) } ?? 0
    }

    /// A node that said nothing for longer is taken for dead.
    static let livingMillisecondsMax: Int64 = 30_000
}
