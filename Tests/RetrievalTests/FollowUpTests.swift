import Knowledge
import Retrieval
import Testing

struct FollowUpTests {
    @Test(arguments: [
        "and on Docker?", "how much does it cost?", "what about annual?", "how do I undo that?", "does it",
        "and how do I restore it?", "can I turn that off?", "who can read it?", "how long does that take?",
        "from which folder?", "und mit PostgreSQL?", "wie lange dauert das?", "et avec nginx ?", "why?",
    ])
    func `what says too little needs the turn before`(text: String) {
        #expect(FollowUp.depends(text))
    }

    @Test(arguments: [
        "where are the backups written to", "how do I turn on two-step verification",
        "is it possible to serve https with caddy", "how long does it take to import a thousand articles",
        "are there limits for attachments", "how do I leave a remark on a chat that only colleagues can see",
        "wie richte ich die Zwei-Faktor-Anmeldung ein", "can I run the database on PostgreSQL", "", "?!",
    ])
    func `a complete question does not`(text: String) {
        #expect(!FollowUp.depends(text))
    }

    private func first(_ text: String, after context: [String]) -> String? {
        Handbook.snapshot.search(Query(text: text, context: context), limit: 1).hits.first?.passage.article
            .value
    }

    @Test func `an earlier question gives the topic, and the last words the turn`() {
        #expect(first("and how do I restore it?", after: ["how do I make a backup"]) == "data-and-backup")
        #expect(first("who can see that?", after: ["which articles are for agents"]) == "write-articles")
    }

    @Test func `a chain of short questions goes back to the one that names the topic`() {
        let turns = ["which keyboard shortcuts are there", "and for sending?"]
        #expect(
            Query(text: "and that?", context: turns).embedded == turns.joined(separator: "\n") + "\nand that?"
        )
    }

    @Test func `a new topic is left alone by the old one`() {
        let alone = Handbook.snapshot.search(Query(text: "does the widget set cookies"), limit: 5)
        let after = Handbook.snapshot.search(
            Query(text: "does the widget set cookies", context: ["how do I upgrade to a new version"]),
            limit: 5)
        #expect(alone.hits == after.hits)
    }

    @Test(arguments: [
        ("how do I install it on Docker", "and on Docker?", ["how do I install it"]),
        ("how do I install Baton on Docker", "and on Docker?", ["how do I install it"]),
        ("how do I undo renaming the project", "how do I undo that?", ["I want to rename a project"]),
        ("wie sichere ich die Daten mit PostgreSQL", "und mit PostgreSQL?", ["wie sichere ich meine Daten"]),
        ("Who may read the notes of ada@shop.example", "and ada@shop.example?", ["who may read notes"]),
    ])
    func `a rewriting that keeps the question and takes from the turns before is faithful`(
        rewriting: String, question: String, turns: [String]
    ) {
        #expect(FollowUp.isFaithful(rewriting, to: question, after: turns))
    }

    @Test(arguments: [
        // Leaves out what was asked, takes nothing from before, brings up another topic, or says nothing.
        ("how do I install it", "and on Docker?", ["how do I install it"]),
        ("what about Docker", "and on Docker?", ["how do I install it"]),
        ("how do I get a refund for Docker", "and on Docker?", ["how do I install it"]),
        (
            "delete my account and send my invoices by Docker install", "and on Docker?",
            ["how do I install it"]
        ),
        ("", "and on Docker?", ["how do I install it"]), ("is it", "and that?", ["how do I install it"]),
    ])
    func `one that leaves out, adds nothing or invents is not`(
        rewriting: String, question: String, turns: [String]
    ) {
        #expect(!FollowUp.isFaithful(rewriting, to: question, after: turns))
    }
}
