import Glibc

/// The texts of a file of `text,label` lines.
enum Questions {
    private static let bytesMax = 16_000_000

    /// `nil` when there is no such file.
    static func read(_ path: String) -> [String]? {
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        let lines = String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.dropFirst().map { line in
            let text = line.lastIndex(of: ",").map { line[..<$0] } ?? line
            return text.filter { $0 != "\"" }
        }
    }
}
