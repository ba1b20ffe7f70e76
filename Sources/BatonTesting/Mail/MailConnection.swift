/// One connection of a scripted mail server: reads commands, answers by the script.
struct MailConnection: Sendable {
    static let lineBytesMax = 1 << 20

    let socket: StreamSocket
    let script: MailScript
    let state: SeenBox

    func serve() {
        defer { socket.close() }
        guard answer(.connect) else { return }
        var received: [UInt8] = []
        while let line = readLine(&received) {
            state.change { $0.commands.append(line) }
            guard let moment = MailScript.Moment(rawValue: line.prefix { $0 != " " }.lowercased()) else {
                guard socket.send("500 what\r\n".utf8) else { return }
                continue
            }
            guard answer(moment) else { return }
            if moment == .quit { return }
            guard moment == .data, state.seen.commands.last == line, wasAccepted(.data) else { continue }
            guard answer(.body), let mail = readMail(&received), answer(.end, to: mail) else { return }
        }
    }

    /// False when the connection is over.
    private func answer(_ moment: MailScript.Moment, to mail: String? = nil) -> Bool {
        let answer = script.answer(moment, time: state.count(moment))
        // Before the client hears of it: whoever knows that a mail was kept must find it.
        if let mail, case .says(let text) = answer, Self.isYes(text) {
            state.change { $0.mails.append(mail) }
        }
        switch answer {
        case .says(""): return true
        case .says(let text): return socket.send((text + "\r\n").utf8)
        case .closes: return false
        case .floods(let bytes):
            let filling = String(repeating: "x", count: 400)
            for _ in 0..<(bytes / 400) where !socket.send("250-\(filling)\r\n".utf8) { return false }
            return socket.send("250 end\r\n".utf8)
        case .holds:
            while !state.seen.isStopped {
                if socket.hangsUp(withinMilliseconds: StreamSocket.lookMilliseconds) { return false }
            }
            return false
        }
    }

    /// Whether the last answer at this moment let the dialogue go on.
    private func wasAccepted(_ moment: MailScript.Moment) -> Bool {
        let last = state.seen.times[moment, default: 1] - 1
        guard case .says(let text) = script.answer(moment, time: last) else { return true }
        return Self.isYes(text)
    }

    private static func isYes(_ reply: String) -> Bool { reply.hasPrefix("2") || reply.hasPrefix("3") }

    private func readLine(_ received: inout [UInt8]) -> String? {
        while received.count < Self.lineBytesMax {
            if let end = received.firstRange(of: Array("\r\n".utf8)) {
                defer { received.removeFirst(end.upperBound) }
                return String(decoding: received[..<end.lowerBound], as: UTF8.self)
            }
            guard readMore(&received) else { return nil }
        }
        return nil
    }

    private func readMail(_ received: inout [UInt8]) -> String? {
        while received.count < Self.lineBytesMax {
            if let end = received.firstRange(of: Array("\r\n.\r\n".utf8)) {
                defer { received.removeFirst(end.upperBound) }
                return String(decoding: received[..<end.lowerBound], as: UTF8.self)
            }
            guard readMore(&received) else { return nil }
        }
        return nil
    }

    /// False at the end.
    private func readMore(_ received: inout [UInt8]) -> Bool {
        while !state.seen.isStopped {
            switch socket.receive() {
            case .bytes(let bytes):
                received += bytes
                return true
            case .nothingYet: continue
            case .end: return false
            }
        }
        return false
    }
}
