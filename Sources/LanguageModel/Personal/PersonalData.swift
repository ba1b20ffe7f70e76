/// A place in a text that says by its form whom or whose it is: an address, a number, a key.
///
/// Names and postal addresses have no form, so they are not found.
package struct PersonalData: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case email
        case phone
        /// Payment cards, by their check digit.
        case card
        /// Bank accounts, by their check digits.
        case iban
        /// Passwords, tokens, API keys and whatever looks as random as they do.
        case key
        /// Addresses of machines in a network, but for those that every machine has.
        case ip
    }

    package let kind: Kind
    /// Of the text's Unicode scalars.
    package let range: Range<Int>

    /// All that is found in `text`, in order, without overlaps.
    package static func found(in text: String) -> [PersonalData] {
        found(in: ScannedText(Array(text.unicodeScalars)))
    }

    /// The values themselves, each once.
    package static func values(in text: String) -> Set<String> {
        let scanned = ScannedText(Array(text.unicodeScalars))
        return Set(found(in: scanned).map { scanned.string($0.range) })
    }

    /// Whoever is surest of its form takes its place first.
    static func found(in text: ScannedText) -> [PersonalData] {
        var taken: [PersonalData] = []
        func take(_ kind: Kind, _ ranges: [Range<Int>]) {
            for range in ranges where !taken.contains(where: { $0.range.overlaps(range) }) {
                taken.append(PersonalData(kind: kind, range: range))
            }
        }
        take(.key, KeyFinder.ranges(in: text))
        take(.email, MailAddressFinder.ranges(in: text))
        take(.iban, IBANFinder.ranges(in: text))
        take(.card, CardNumber.ranges(in: text))
        take(.ip, IPAddressFinder.ranges(in: text))
        take(.phone, PhoneFinder.ranges(in: text))
        return taken.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
