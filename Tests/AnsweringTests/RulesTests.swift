import Answering
import Conversations
import Foundation
import Testing

/// The rules that come with Baton, on lines that people might write, and the mistakes of a rules file.
struct RulesTests {
    private static let rules = Result { try Rules.read(Desk.prompts + "/rules.yaml") }

    static let matching: [(String, String)] = [
        ("I want to kill myself", "self-harm"), ("i dont want to live anymore", "self-harm"),
        ("Thinking about suicide.", "self-harm"), ("Ich will sterben", "self-harm"),
        ("quiero morir", "self-harm"), ("j'ai envie de mourir", "self-harm"),
        ("My colleague is having a heart attack", "medical-emergency"),
        ("help, I can't breathe", "medical-emergency"),
        ("Es ist ein medizinischer Notfall", "medical-emergency"),
        ("Your agent threatened me", "harassment"), ("I am being stalked by another user", "harassment"),
        ("My account has been hacked!", "data-breach"), ("we had a data breach last night", "data-breach"),
        ("I can see the messages of another customer", "data-breach"),
        ("Mein Konto wurde gehackt", "data-breach"), ("han robado mi cuenta, me han hackeado", "data-breach"),
        ("my card is 4111 1111 1111 1111", "payment-card"), ("5500-0000-0000-0004 exp 12/28", "payment-card"),
        ("You will hear from my lawyer", "legal-threat"), ("I will sue you", "legal-threat"),
        ("We are taking legal action.", "legal-threat"), ("Ich schalte meinen Anwalt ein", "legal-threat"),
        ("voy a denunciarlos", "legal-threat"), ("Je vais porter plainte", "legal-threat"),
        ("I want a refund now", "refund-demand"), ("Give me my money back!", "refund-demand"),
        ("Hi. Refund me, please.", "refund-demand"), ("Ich will mein Geld zurück", "refund-demand"),
        ("Exijo un reembolso", "refund-demand"), ("Remboursez-moi", "refund-demand"),
        ("I'm a journalist working on a story", "press"), ("This is a press inquiry", "press"),
        ("I found a vulnerability in your widget", "security-report"),
        ("Delete my account", "account-change"), ("please cancel my subscription", "account-change"),
        ("Can you change my e-mail address to a@b.com?", "account-change"),
        ("cancel it for me", "account-change"), ("I need you to upgrade my plan", "account-change"),
        ("Hello, could you please delete my data", "account-change"),
        ("Bitte löschen Sie mein Konto", "account-change"),
        ("Können Sie mein Abo kündigen?", "account-change"),
        ("Cancele mi suscripción por favor", "account-change"),
        ("Pouvez-vous supprimer mon compte ?", "account-change"),
    ]

    static let harmless = [
        "How do I delete my account?", "how can I cancel my subscription", "Where can I change my e-mail?",
        "Can I cancel my subscription at any time?", "I want to cancel my subscription",
        "Can you tell me how to delete my account?", "could you explain how I change my plan",
        "I can't delete my account, it shows an error", "What happens when I delete my account?",
        "What is your refund policy?", "How do I get a refund?", "Can I get a refund after 14 days?",
        "How do I kill the process?", "the server died again", "Which processes should I kill myself?",
        "Where do I find your legal notice?", "Is Baton GDPR compliant?", "What is the license?",
        "press the button and nothing happens", "Which key do I press to send?",
        "How does Baton protect my data against a breach?", "What happens if my account was hacked?",
        "My order number is 4111222233334444", "call me at +49 170 1234567890", "E-1042 at 12:30",
        "The import takes 1234567890123 ms", "Does the widget work on my page?",
        "Can agents take over a conversation?", "How do I remove a user from my team?",
        "The chat does not close", "delete", "I want to talk to a person", "Wie lösche ich mein Konto?",
        "Wie kann ich mein Abo kündigen?", "¿Cómo puedo cancelar mi suscripción?",
        "Comment supprimer mon compte ?", "Puis-je changer mon adresse ?", "How do I report an article?",
        "Can I change the port?", "Update failed with code 3", "how do I add my team", "Thanks!",
        "My suit of articles is long", "Which court of tests runs in CI?", "We stalled on the import",
        "Where do I enter my card?", "How do I threaten no one with a pop-up?",
    ]

    @Test(arguments: matching)
    func `what must go to a person does, by its rule`(_ text: String, _ id: String) throws {
        #expect(try Self.rules.get().first(in: [text])?.id == id)
    }

    @Test(arguments: harmless)
    func `a question that only looks like it does not`(_ text: String) throws {
        #expect(try Self.rules.get().first(in: [text])?.id == nil)
    }

    @Test func `of several rules the gravest counts, in any message of the turn`() throws {
        let rules = try Self.rules.get()
        let rule = rules.first(in: ["Delete my account.", "I will sue you! And I want to kill myself."])
        #expect(rule?.reason == .sensitive)
        #expect(rules.reference.hasPrefix("rules@1#") && rules.hash.count == 16)
    }

    private static let good = """
        version: 2
        rules:
          - id: one
            reason: policy
            phrases:
              en: [to court]
            unless: [how]
          - id: two
            reason: sensitive
            detect: card_number
        """

    @Test(arguments: [
        ("version: 2", "version: x", 1, "from 1"), ("version: 2\n", "", 1, "`version` is missing"),
        ("reason: policy", "reason: low_confidence", 4, "`sensitive`"),
        ("id: two", "id: one", 8, "used above"),
        ("id: two", "id: Tw o", 8, "a-z"), ("detect: card_number", "detect: iban", 10, "card_number"),
        ("unless: [how]", "unles: [how]", 7, "unknown key `unles`"),
        ("[to court]", "to court", 6, "must be a list"),
        ("[to court]", "[... court]", 6, "no phrase"), ("[to court]", "[a|]", 6, "no phrase"),
        ("[to court]", "[]", 6, "holds nothing"), ("en: [", "english: [", 6, "`en`"),
        ("    detect: card_number", "", 8, "`phrases` is missing"),
        ("unless: [how]", "unless: [how", 8, "YAML"),
        ("rules:", "rules: []\nx:", 3, "unknown key `x`"),
    ])
    func `a broken file fails with its line and what to do`(
        _ part: String, _ broken: String, _ line: Int, _ words: String
    ) throws {
        #expect(try Rules(Self.good, file: "x").version == 2)
        let text = Self.good.replacing(part, with: broken)
        let failure = try #require(throws: RulesFailure.self) { try Rules(text, file: "Prompts/rules.yaml") }
        #expect(failure.description.contains(words))
        #expect(failure.description.hasPrefix("Prompts/rules.yaml:\(line): "), "\(failure)")
    }

    @Test func `a missing or empty file fails`() {
        #expect(throws: RulesFailure.self) { try Rules.read("/nowhere/rules.yaml") }
        #expect(throws: RulesFailure.self) { try Rules("", file: "x") }
    }
}
