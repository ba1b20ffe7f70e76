import Crypto
import Foundation

/// One numbered step of the tables' history. A shipped one is never changed; another one follows it.
struct Migration: Sendable {
    let number: Int
    let name: String
    let text: String
    /// The lowest release, counted in migrations, that can work with the tables after this step.
    let readerVersionMin: Int

    /// SHA-256 of the text in lower-case hex.
    var checksum: String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// A file is named `NNNN-name.DIALECT.sql` and begins with `-- min_reader_version: N`.
    init?(fileName: String, dialect: String, text: String) {
        let suffix = ".\(dialect).sql"
        guard fileName.hasSuffix(suffix) else { return nil }
        let parts = fileName.dropLast(suffix.count).split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[0]), let first = text.split(separator: "\n").first,
            first.hasPrefix(Self.header), let readerVersionMin = Int(first.dropFirst(Self.header.count))
        else { return nil }
        self.number = number
        name = String(parts[1])
        self.text = text
        self.readerVersionMin = readerVersionMin
    }

    private static let header = "-- min_reader_version: "

    /// The program's own migrations in order, numbered from 1 without gaps.
    static func all(dialect: String) throws -> [Migration] {
        let folder = Bundle.module.bundleURL.appending(path: "Migrations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let migrations = try files.sorted().compactMap { name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return Migration(fileName: name, dialect: dialect, text: text)
        }
        guard !migrations.isEmpty, migrations.map(\.number) == Array(1...migrations.count) else {
            throw StoreError.badMigrationFiles
        }
        return migrations
    }
}
