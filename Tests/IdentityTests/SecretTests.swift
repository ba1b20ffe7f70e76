import Conversations
import Identity
import Testing

@Suite struct SecretTests {
    @Test func `tokens are long, safe in a link and never the same`() {
        let tokens = (0..<200).map { _ in Secret.token() }
        #expect(Set(tokens).count == 200)
        for token in tokens {
            #expect(token.count == 43)
            #expect(Identifier<Visitor>(token) != nil, "only letters, digits, - and _")
        }
    }

    @Test func `a token is kept as its SHA-256`() {
        // FIPS 180-4, example "abc".
        #expect(
            Secret.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
