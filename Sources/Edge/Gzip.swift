internal import CZlib

/// Bytes in gzip's frame (RFC 1952), by zlib.
package enum Gzip {
    /// For what is packed once and sent often.
    package static let smallest: Int32 = 9
    /// For what is packed for one answer.
    package static let quick: Int32 = 6

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
