import CQREncode

/// A QR code as rows of dark and light, for a page to draw.
package struct QRCode: Sendable, Hashable {
    /// Modules on a side.
    package let size: Int
    /// `1` is dark; without the quiet zone of four modules around it.
    package let rows: [String]

    /// `nil` for a text that does not fit into one.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.bytesMax,
            let code = unsafe QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
        else { return nil }
        defer { unsafe QRcode_free(code) }
        let size = Int(unsafe code.pointee.width)
        let modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: size * size)
        self.size = size
        // Only the lowest bit says dark; the others are the library's own.
        rows = (0..<size).map { row in
            String((0..<size).map { unsafe modules[row * size + $0] & 1 == 1 ? "1" : "0" })
        }
    }

    private static let bytesMax = 1_000
}
