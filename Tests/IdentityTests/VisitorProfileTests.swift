import Identity
import Testing

@Suite struct VisitorProfileTests {
    private let signed = VisitorProfile(name: "Ada", email: nil, isVerified: true)

    @Test func `what was signed stands against what a page says`() {
        let claimed = VisitorProfile(name: "Root", email: "root@example.com")
        #expect(signed.merged(with: claimed) == signed)
        #expect(claimed.merged(with: signed) == signed)
        let renamed = VisitorProfile(name: "Ada L.", email: nil, isVerified: true)
        #expect(signed.merged(with: renamed) == renamed)
        let later = VisitorProfile(name: "Bob", email: nil)
        #expect(claimed.merged(with: later) == later)
    }

    @Test func `texts are cut to their limits and cleared of control characters`() {
        let flood = String(repeating: "👩‍👩‍👧‍👦", count: 500)
        let profile = VisitorProfile(
            name: "  A\u{0}d\u{1b}a\n ", email: String(repeating: "x", count: 300),
            attributes: Dictionary(
                uniqueKeysWithValues: (0..<30).map { ("key-\($0)", flood) } + [("", "nameless")]))
        #expect(profile.name == "Ada")
        #expect(profile.email?.count == VisitorProfile.emailCharactersMax)
        #expect(profile.attributes.count == VisitorProfile.attributesMax)
        #expect(profile.attributes.values.allSatisfy { $0.count <= 256 })
        #expect(VisitorProfile(name: " \n", email: "").isEmpty)
    }

    @Test func `letters that combine and text from right to left stay as they are`() {
        for name in ["e\u{301}", "שלום", "\u{202E}Ada", "नमस्ते"] {
            #expect(
                VisitorProfile(name: name, email: nil).name?.unicodeScalars.elementsEqual(name.unicodeScalars)
                    == true)
        }
    }
}
