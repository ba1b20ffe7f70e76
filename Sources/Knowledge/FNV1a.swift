/// The 64-bit FNV-1a hash (Fowler, Noll, Vo): the same on every machine and in every release, unlike
/// `Hasher`.
///
/// It tells a changed article from an unchanged one; it is no protection against a forger.
package struct FNV1a {
    package private(set) var state: UInt64 = 0xcbf2_9ce4_8422_2325

    package init() {}

    /// Adds a field with an end mark that UTF-8 never holds, so that moving text between two fields shows.
    package mutating func add(_ field: String) {
        for byte in field.utf8 { add(byte) }
        add(0xff)
    }

    private mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    package var hexadecimal: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
