import Edge

/// Sends back what it receives, and does a few things when told to.
final class EchoSession: SocketSession {
    let connection: SocketConnection
    let log: SessionLog

    init(connection: SocketConnection, log: SessionLog) {
        self.connection = connection
        self.log = log
    }

    func opened() async {
        log.add("opened")
    }

    func received(_ text: String) async {
        let words = text.split(separator: " ")
        switch words.first {
        case "close":
            connection.close(Int(words[1]) ?? 0, "as you wish")
        case "flood":
            flood(messages: Int(words[1]) ?? 0, bytes: Int(words[2]) ?? 0)
        case "history":
            await history(messages: Int(words[1]) ?? 0, bytes: Int(words[2]) ?? 0)
        case "stall":
            log.add("stalled")
            await log.wait(for: "go on")
        default:
            log.add(text.utf8.count > 40 ? "\(text.utf8.count) bytes" : text)
            connection.send("echo:" + text)
        }
    }

    func closed() async {
        log.add("closed")
    }

    private func flood(messages: Int, bytes: Int) {
        let text = String(repeating: "x", count: bytes)
        for _ in 0..<messages where connection.isOpen { connection.send(text) }
        log.add(connection.isOpen ? "flood sent" : "flood cut")
    }

    /// More than the outbound limit in all, never more than it at once.
    private func history(messages: Int, bytes: Int) async {
        let text = String(repeating: "x", count: bytes)
        do {
            for _ in 0..<messages {
                connection.send(text)
                try await connection.flushed()
            }
            connection.send("end of history")
        } catch {
            log.add("history failed")
        }
    }
}
