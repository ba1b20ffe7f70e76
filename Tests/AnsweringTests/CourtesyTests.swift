import Answering
import Testing

struct CourtesyTests {
    @Test(arguments: ["Hi", "hello!", "Good morning", "Hey there", "Guten Tag", "Hola"])
    func `a greeting is greeted`(_ text: String) { #expect(Courtesy(text) == .greeting) }

    @Test(arguments: ["Thanks!", "thank you so much", "Danke schön", "ok thanks", "That helped, thanks"])
    func `thanks are taken`(_ text: String) { #expect(Courtesy(text) == .thanks) }

    @Test(arguments: ["bye", "Goodbye"])
    func `a farewell is returned`(_ text: String) { #expect(Courtesy(text) == .farewell) }

    @Test(arguments: [
        "Hello, how do I install it?", "thanks but it does not work", "ok", "?", "",
        "hi where is my data stored",
        "good", "morning report export",
    ])
    func `a question is no courtesy`(_ text: String) { #expect(Courtesy(text) == nil) }
}

struct PersonRequestTests {
    @Test(arguments: [
        "human", "Agent please", "I want to talk to a human", "can you connect me to a real person?",
        "let me speak with someone", "I need a human now", "Ich möchte mit einem Menschen sprechen",
    ])
    func `a wish for a person is heard`(_ text: String) { #expect(PersonRequest.isMade(in: text)) }

    @Test(arguments: [
        "How do I talk to an agent from my code?", "what does an agent see", "Where does the agent sign in?",
        "my agent license expired yesterday", "hello", "",
    ])
    func `a question about agents is a question`(_ text: String) { #expect(!PersonRequest.isMade(in: text)) }
}
