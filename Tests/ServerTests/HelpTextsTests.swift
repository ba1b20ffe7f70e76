import Foundation
import Testing
import Web

/// The files with the help centre's words say the same things.
struct HelpTextsTests {
    private func texts(_ language: String) throws -> [String: String] {
        let assets = try Assets.load()
        let bytes = try #require(assets.files["help/texts/\(language).json"])
        return try JSONDecoder().decode([String: String].self, from: Data(bytes))
    }

    @Test(arguments: ["de", "es", "fr", "he"])
    func `each language has every text, with the same places to fill`(_ language: String) throws {
        let (own, english) = (try texts(language), try texts("en"))
        #expect(Set(own.keys) == Set(english.keys))
        for (name, text) in english {
            let places = Set(text.matches(of: /\{[a-z]+\}/).map(\.output))
            let found = Set((own[name] ?? "").matches(of: /\{[a-z]+\}/).map(\.output))
            #expect(found == places, "\(name)")
        }
    }
}
