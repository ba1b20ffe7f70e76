import Foundation
import Synchronization

/// What a `ScriptedMailServer` answers; where it says nothing, the server is a good one.
package struct MailScript: Sendable {
    /// A moment of the dialogue: a command, or what stands between two.
    package enum Moment: String, Sendable, Hashable {
        case connect
        case ehlo
        case auth
        case mail
        case rcpt
        case data
        /// The first bytes of the mail itself.
        case body
        /// The mail's last line.
        case end
        case noop
        case quit
    }

    package enum Answer: Sendable, Hashable {
        /// One line or several, without the last CR LF.
        case says(String)
        /// Says nothing until the client leaves.
        case holds
        case closes
        /// A reply of that many bytes.
        case floods(bytes: Int)
    }

    /// For the first time, the second and so on; the last one serves all that follow.
    package var answers: [Moment: [Answer]]

    package init(_ answers: [Moment: [Answer]] = [:]) { self.answers = answers }

    static let standard: [Moment: String] = [
        .connect: "220 mail.test ready", .ehlo: "250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000",
        .auth: "235 welcome", .mail: "250 ok", .rcpt: "250 ok", .data: "354 go on", .end: "250 kept",
        .noop: "250 ok", .quit: "221 bye",
    ]

    func answer(_ moment: Moment, time: Int) -> Answer {
        let said = answers[moment, default: []]
        if let answer = said.indices.contains(time) ? said[time] : said.last { return answer }
        return .says(Self.standard[moment] ?? "")
    }
}

/// A real SMTP server on a free port of 127.0.0.1 that fails as a script says.
package final class ScriptedMailServer: Sendable {
    package struct Seen: Sendable {
        package var connections = 0
        /// The commands of all connections in order, without their line ends.
        package var commands: [String] = []
        /// The mails that were kept, with the dots of SMTP still doubled.
        package var mails: [String] = []
        var times: [MailScript.Moment: Int] = [:]
        var isStopped = false
    }

    package let port: Int
    private let script: MailScript
    private let listener: StreamSocket
    private let state: SeenBox

    package init(_ script: MailScript = MailScript()) throws {
        let (listener, port) = try StreamSocket.listen()
        let state = SeenBox()
        self.port = port
        self.script = script
        self.listener = listener
        self.state = state
        Thread {
            while !state.seen.isStopped {
                guard let socket = listener.accept() else { continue }
                state.change { $0.connections += 1 }
                Thread { MailConnection(socket: socket, script: script, state: state).serve() }.start()
            }
            listener.close()
        }.start()
    }

    deinit { stop() }

    package var url: String { "smtp://127.0.0.1:\(port)" }
    package var seen: Seen { state.seen }

    package func stop() {
        state.change { seen in
            if !seen.isStopped { listener.shutDown() }
            seen.isStopped = true
        }
    }
}

/// What a server has seen, shared with its connections.
final class SeenBox: Sendable {
    private let box = Mutex(ScriptedMailServer.Seen())

    var seen: ScriptedMailServer.Seen { box.withLock { $0 } }

    func change(_ body: (inout ScriptedMailServer.Seen) -> Void) { box.withLock { body(&$0) } }

    /// How often this moment came before.
    func count(_ moment: MailScript.Moment) -> Int {
        box.withLock { seen in
            defer { seen.times[moment, default: 0] += 1 }
            return seen.times[moment, default: 0]
        }
    }
}
