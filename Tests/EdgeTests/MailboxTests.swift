import Edge
import Testing

/// The line between the event loop and a session.
@Suite(.timeLimit(.minutes(1)))
struct MailboxTests {
    /// Notes what it gets, and waits at "stop" until it is let go.
    private final class Stopping: SocketSession {
        let log: SessionLog

        init(_ log: SessionLog) {
            self.log = log
        }

        func opened() async { log.add("opened") }

        func received(_ text: String) async {
            log.add("began \(text)")
            if text == "stop" { await log.wait(for: "go on") }
            log.add("ended \(text)")
        }

        func noticed() async { log.add("noticed") }

        func closed() async { log.add("closed") }
    }

    @Test func `a full mailbox asks for a pause and calls when half of it is taken`() async {
        let log = SessionLog()
        let mailbox = Mailbox(
            session: Stopping(log), pendingMax: 4, onRoom: { log.add("room") }, onEnd: { log.add("end") })
        mailbox.open()
        mailbox.deliver("stop")
        await log.wait(for: "began stop")
        #expect((1...5).map { mailbox.deliver("\($0)") } == [false, false, false, true, true])
        #expect(!log.entries.contains("room"))
        log.add("go on")
        mailbox.close()
        mailbox.deliver("too late")
        await log.wait(for: "end")
        #expect(
            log.entries == [
                "opened", "began stop", "go on", "ended stop", "began 1", "ended 1", "began 2", "ended 2",
                "began 3", "ended 3", "room", "began 4", "ended 4", "began 5", "ended 5", "closed", "end",
            ])
    }

    @Test func `messages are handed over one at a time and in order`() async {
        let log = SessionLog()
        let mailbox = Mailbox(
            session: Stopping(log), pendingMax: 1_000, onRoom: {}, onEnd: { log.add("end") })
        mailbox.open()
        for number in 0..<500 { mailbox.deliver("\(number)") }
        mailbox.close()
        await log.wait(for: "end")
        let expected = ["opened"] + (0..<500).flatMap { ["began \($0)", "ended \($0)"] } + ["closed", "end"]
        #expect(log.entries == expected)
    }

    @Test func `notices that come while one waits become one, in its place`() async {
        let log = SessionLog()
        let mailbox = Mailbox(session: Stopping(log), pendingMax: 4, onRoom: {}, onEnd: { log.add("end") })
        mailbox.open()
        mailbox.deliver("stop")
        await log.wait(for: "began stop")
        for _ in 0..<100 { mailbox.notice() }
        mailbox.deliver("after")
        log.add("go on")
        await log.wait(for: "ended after")
        mailbox.notice()
        mailbox.close()
        mailbox.notice()
        await log.wait(for: "end")
        #expect(
            log.entries == [
                "opened", "began stop", "go on", "ended stop", "noticed", "began after", "ended after",
                "noticed",
                "closed", "end",
            ])
    }
}
