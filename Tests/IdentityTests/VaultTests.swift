import Foundation
import Identity
import Testing

struct VaultTests {
    @Test func `a secret opens with its key and at its place alone`() throws {
        let (vault, key) = (Vault(), Vault.newKey())
        let sealed = try #require(vault.seal(Data("secret".utf8), for: "here"))
        #expect(vault.open(sealed, for: "here") == Data("secret".utf8))
        #expect(vault.open(sealed, for: "there") == nil)
        #expect(Vault(key: key).open(sealed, for: "here") == nil)
        #expect(vault.open(String(sealed.dropLast(4)) + "AAAA", for: "here") == nil)
        #expect(vault.open("no base64!", for: "here") == nil && vault.open("", for: "here") == nil)
        #expect(vault.seal(Data("secret".utf8), for: "here") != sealed)
        #expect(key.count == 32 && key != Vault.newKey())
    }
}
