import Glibc

/// The bytes of a page as UTF-8: by its byte order mark, what the server said, what the page says, and what
/// the bytes look like, in this order.
enum PageText {
    /// HTML's own rule: a page says its encoding within its first 1,024 bytes.
    private static let prescanBytes = 1_024

    static func utf8(_ bytes: [UInt8], contentType: String? = nil) -> [UInt8] {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return repaired(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xff, 0xfe]) { return utf16(bytes.dropFirst(2), isBigEndian: false) }
        if bytes.starts(with: [0xfe, 0xff]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
        let label =
            contentType.flatMap { self.label(in: $0.utf8) } ?? self.label(in: bytes.prefix(prescanBytes))
        // A page that says one thing and is another: what reads as UTF-8 without a mistake is UTF-8.
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        if isUTF8, !["utf-16", "iso-2022-jp"].contains(label) { return repaired(bytes[...]) }
        switch label {
        case "utf-8", "utf8": return repaired(bytes[...])
        case nil, "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252":
            return repaired(Array(String(decoding: windows1252(bytes), as: UTF16.self).utf8)[...])
        case let label?: return repaired((converted(bytes, from: label) ?? bytes)[...])
        }
    }

    /// The word behind `charset=`, lower case.
    private static func label(in text: some Collection<UInt8>) -> String? {
        let text = String(decoding: text, as: UTF8.self).lowercased()
        guard let mark = text.firstRange(of: "charset") else { return nil }
        let rest = text[mark.upperBound...].drop { $0.isWhitespace || $0 == "=" || $0 == "\"" || $0 == "'" }
        let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        return label.isEmpty ? nil : String(label)
    }

    /// Without U+0000, which would end the page; what is no UTF-8 becomes U+FFFD.
    private static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let text = bytes.contains(0) ? bytes.filter { $0 != 0 }[...] : bytes
        return Array(String(decoding: text, as: UTF8.self).utf8)
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
        let first = bytes.startIndex
        let units = (0..<bytes.count / 2).map { index -> UInt16 in
            let (one, two) = (UInt16(bytes[first + 2 * index]), UInt16(bytes[first + 2 * index + 1]))
            return isBigEndian ? one << 8 | two : two << 8 | one
        }
        return repaired(Array(String(decoding: units, as: UTF16.self).utf8)[...])
    }

    /// What browsers take for Latin-1 as well. Every byte has a meaning, so that nothing is refused.
    private static func windows1252(_ bytes: [UInt8]) -> [UInt16] {
        bytes.map { (0x80..<0xa0).contains($0) ? upper[Int($0) - 0x80] : UInt16($0) }
    }

    /// 0x80 to 0x9f, from the WHATWG's encoding standard.
    private static let upper: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
        0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]

    /// By the C library; a byte that means nothing becomes `?`. `nil` for an encoding that it does not know.
    private static func converted(_ bytes: [UInt8], from label: String) -> [UInt8]? {
        guard let converter = unsafe iconv_open("UTF-8", label), unsafe converter != iconv_t(bitPattern: -1)
        else { return nil }
        defer { unsafe iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // No encoding's byte becomes more than four of UTF-8.
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        let room = output.count
        // `iconv` says -1 as a `size_t` where it stops.
        let failed = Int(-1)
        let written = unsafe input.withUnsafeMutableBufferPointer { from in
            unsafe output.withUnsafeMutableBufferPointer { to in
                var (read, left) = (from.baseAddress, from.count)
                var (write, free) = (to.baseAddress, to.count)
                while left > 0, unsafe iconv(converter, &read, &left, &write, &free) == failed {
                    guard errno == EILSEQ, free > 0, left > 0 else { break }
                    unsafe write?.pointee = CChar(bitPattern: UInt8(ascii: "?"))
                    unsafe (write, read) = unsafe (write?.successor(), read?.successor())
                    (free, left) = (free - 1, left - 1)
                }
                return room - free
            }
        }
        return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
}
