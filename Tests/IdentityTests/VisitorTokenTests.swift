import Conversations
import Identity
import Testing

@Suite struct VisitorTokenTests {
    private let tokens = VisitorTokens(key: "installation secret")

    private func visitor(_ name: String) throws -> VisitorID { try #require(VisitorID(name)) }

    @Test func `a visitor is known again by the token`() throws {
        let visitor = try visitor("visitor-1")
        #expect(tokens.visitor(of: tokens.token(for: visitor)) == visitor)
        #expect(tokens.token(for: visitor) == tokens.token(for: visitor))
    }

    @Test func `a token of another visitor or another installation is not taken`() throws {
        let mine = tokens.token(for: try visitor("visitor-1"))
        #expect(tokens.visitor(of: mine.replacing("visitor-1", with: "visitor-2")) == nil)
        #expect(VisitorTokens(key: "another secret").visitor(of: mine) == nil)
        #expect(VisitorTokens(key: "").visitor(of: mine) == nil)
    }

    @Test func `a token with any character changed is not taken`() throws {
        let token = Array(tokens.token(for: try visitor("visitor-1")))
        for place in token.indices {
            var forged = token
            forged[place] = forged[place] == "A" ? "B" : "A"
            #expect(tokens.visitor(of: String(forged)) == nil, "place \(place)")
        }
    }

    @Test(arguments: [
        "", ".", "..", "v1", "v1..", "v1.visitor-1", "v1.visitor-1.", "v2.visitor-1.AAAA", "v1.short.AAAA",
        "v1.visitor-1.AAAA.AAAA", "v1.visitor 1.AAAA", "\u{0}", "v1.visitor-1.💥",
    ])
    func `what is no token is not taken`(_ text: String) {
        #expect(tokens.visitor(of: text) == nil)
    }

    @Test func `a token cut short or with something added is not taken`() throws {
        let token = tokens.token(for: try visitor("visitor-1"))
        #expect(tokens.visitor(of: String(token.dropLast())) == nil)
        #expect(tokens.visitor(of: token + "A") == nil)
        #expect(tokens.visitor(of: " " + token) == nil)
        #expect(tokens.visitor(of: token + "=") == nil)
    }
}
