internal import CZlib

/// Bytes in gzip's frame (RFC 1952), by zlib.
package enum Gzip {
    /// For what is packed once and sent often.
    package static let smallest: Int32 = 9
    /// For what is packed for one answer.
    package static let quick: Int32 = 6

    /// For what is sent to nearly everybody: smaller than zlib makes it. What came of it is unpacked by zlib
    /// and compared before anybody gets it; `nil` as below, and where zlib packs it as small.
    package static func tight(_ bytes: [UInt8]) -> [UInt8]? {
        let known = packed(bytes, level: smallest)
        guard !bytes.isEmpty else { return known }
        let made = framed(bytes)
        guard made.count < known?.count ?? bytes.count, unpacked(made, count: bytes.count) == bytes else {
            return known
        }
        return made
    }

    /// One member as RFC 1952 has it: no name, no time, the slowest method, no system.
    static func framed(_ bytes: [UInt8]) -> [UInt8] {
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]
        let sum = unsafe bytes.withUnsafeBufferPointer { from in
            unsafe baton_crc32(from.baseAddress, from.count)
        }
        let trailer = [sum, UInt32(truncatingIfNeeded: bytes.count)].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        return header + Deflate.packed(bytes) + trailer
    }

    static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8]? {
        var written: Int64 = -1
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            written = unsafe packed.withUnsafeBufferPointer { from in
                unsafe baton_gunzip(from.baseAddress, from.count, buffer.baseAddress, buffer.count)
            }
            filled = max(0, Int(written))
        }
        return written < 0 ? nil : bytes
    }

    /// `nil` when packing fails, or does not make `bytes` shorter.
    package static func packed(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        let capacity = baton_gzip_bound(bytes.count)
        guard capacity > 0 else { return nil }
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = unsafe bytes.withUnsafeBufferPointer { from in
                unsafe baton_gzip(from.baseAddress, from.count, level, buffer.baseAddress, buffer.count)
            }
        }
        return packed.isEmpty || packed.count >= bytes.count ? nil : packed
    }
}
