internal import CZlib

/// What lies packed in a file: sitemaps do.
enum Gunzip {
    private static let growth = 8

    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    /// `nil` for what is broken, or larger than `bytesMax`: room is made step by step, never more.
    static func unpacked(_ bytes: [UInt8], bytesMax: Int) -> [UInt8]? {
        var capacity = min(max(bytes.count, 1 << 10) * growth, bytesMax)
        while true {
            var outcome: Int64 = -1
            let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                outcome = unsafe bytes.withUnsafeBufferPointer { from in
                    unsafe baton_gunzip(from.baseAddress, from.count, buffer.baseAddress, buffer.count)
                }
                count = max(0, Int(outcome))
            }
            if outcome >= 0 { return result }
            guard outcome == -2, capacity < bytesMax else { return nil }
            capacity = min(capacity * growth, bytesMax)
        }
    }
}
