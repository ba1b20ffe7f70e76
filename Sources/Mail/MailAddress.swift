/// An address with the name beside it, as `Acme Support <support@acme.example>` or the address alone.
package struct MailAddress: Sendable, Hashable {
    package static let nameCharactersMax = 100

    package let name: String
    package let address: String

    /// `nil` when the address would not do in a mail's envelope.
    package init?(name: String, address: String) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.utf8.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            address.unicodeScalars.allSatisfy(Self.isAllowed)
        else { return nil }
        self.address = address
        self.name = String(HeaderText.oneLine(name).prefix(Self.nameCharactersMax))
    }

    /// Reads what an operator writes into a setting.
    package init?(_ text: String) {
        let trimmed = HeaderText.oneLine(text)
        guard trimmed.hasSuffix(">"), let open = trimmed.lastIndex(of: "<") else {
            self.init(name: "", address: trimmed)
            return
        }
        let name = trimmed[..<open].drop { $0 == " " || $0 == "\"" }
        let bare = String(name.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
        self.init(name: bare, address: String(trimmed[trimmed.index(after: open)...].dropLast()))
    }

    /// The part behind the `@`.
    var domain: Substring { address.split(separator: "@").last ?? "" }

    /// As a header holds it.
    var header: String { name.isEmpty ? "<\(address)>" : "\(HeaderText.phrase(name)) <\(address)>" }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.properties.generalCategory != .control
            && !scalar.properties.isWhitespace && !"<>,;:\"\\()[]".unicodeScalars.contains(scalar)
    }
}
