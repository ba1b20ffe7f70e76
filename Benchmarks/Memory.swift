import CRivals
import Glibc

/// What this process holds.
enum Memory {
    static func residentMegabytes() -> Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        let count = unsafe fread(&line, 1, line.count - 1, file)
        let fields = String(decoding: line.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 / 1_000_000 : 0
    }

    /// Bytes that were asked for and not given back, mapped files left out.
    static func allocatedKilobytes() -> Int { Int(allocated_bytes()) / 1000 }
}
