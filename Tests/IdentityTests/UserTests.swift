import Conversations
import Identity
import Testing

@Suite struct UserTests {
    @Test func `addresses are compared without case and surrounding space`() {
        #expect(User.normalised(email: " Ada@Example.COM\n") == "ada@example.com")
    }

    @Test func `only administrators and agents take conversations`() throws {
        let id = try #require(AgentID("agent-ada"))
        let answering = User.Role.allCases.filter { role in
            User(id: id, email: "ada@example.com", name: "Ada", role: role).mayAnswer
        }
        #expect(answering == [.administrator, .agent])
    }

    @Test func `what a failed sign-in says does not tell which part was wrong`() {
        let text = IdentityFailure.wrongCredentials.description
        #expect(text.contains("address") && text.contains("password"))
    }
}
