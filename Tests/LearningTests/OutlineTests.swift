import Conversations
import Foundation
import Learning
import Testing

/// What an editor starts from where no model is configured.
@Suite struct OutlineTests {
    private static func evidence(_ number: Int, _ text: String, _ replies: [String] = []) -> Outline.Evidence
    {
        Outline.Evidence(
            id: EscalationID(conversation: id("conversation-\(number)"), seq: 1), text: text, replies: replies
        )
    }

    @Test func `it holds each answer once, and the questions become phrasings`() {
        let outline = Outline(
            name: nil,
            evidence: [
                Self.evidence(1, "how do I export my invoices", ["Open Billing and press Export."]),
                Self.evidence(2, "Where is the export?", ["Open Billing and  press export."]),
                Self.evidence(3, "Where is the export?", ["It is in the menu of Billing."]),
            ])
        #expect(outline.title == "How do I export my invoices")
        #expect(outline.text.components("Open Billing") == 1)
        #expect(outline.text.contains("## What else was answered") && outline.text.contains("in the menu"))
        #expect(outline.phrasings == ["how do I export my invoices", "Where is the export?"])
        #expect(outline.unsure.isEmpty)
    }

    @Test func `personal data is taken out, and a question with any becomes no phrasing`() {
        let outline = Outline(
            name: "Exports",
            evidence: [
                Self.evidence(
                    1, "send my invoice to jane@example.com please",
                    ["Sent to jane@example.com, call +49 30 901820."]),
                Self.evidence(2, "can I get an invoice", []),
            ])
        #expect(!outline.text.contains("jane@") && outline.text.contains("[e-mail]"))
        #expect(outline.phrasings == ["can I get an invoice"] && outline.title == "Exports")
        #expect(outline.unsure.contains("This rests on one person's answer."))
        #expect(outline.unsure.contains("1 of 2 questions were never answered by a person."))
    }

    @Test func `different numbers are for an editor to decide`() {
        let outline = Outline(
            name: nil,
            evidence: [
                Self.evidence(1, "refund?", ["Refunds take 14 days."]),
                Self.evidence(2, "refunds", ["A refund takes 30 days."]),
            ])
        #expect(outline.unsure == ["People answered with different numbers: 14, 30."])
    }

    @Test func `without any answer it says so and shows what was asked`() {
        let outline = Outline(name: nil, evidence: [Self.evidence(1, "Do you ship to Peru?")])
        #expect(outline.text.contains("Nobody of the team has answered this yet"))
        #expect(outline.text.contains("- Do you ship to Peru?"))
        let empty = Outline(name: nil, evidence: [])
        #expect(empty.title.isEmpty && empty.phrasings.isEmpty)
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.range(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
