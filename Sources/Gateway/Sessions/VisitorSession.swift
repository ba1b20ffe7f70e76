import Conversations
import Edge
import Handoff
import Identity

/// One visitor's socket.
actor VisitorSession: SocketSession {
    /// Rows of the list of a visitor's own conversations.
    static let conversationsMax = 50

    private let connection: SocketConnection
    private let board: Switchboard
    private let sockets: VisitorSockets
    private let box = SignalBox()
    private var gate: FrameGate
    private var guest: VisitorGuest?
    private var subscriptions: Subscriptions?
    private var isClosed = false

    init(connection: SocketConnection, board: Switchboard, sockets: VisitorSockets) {
        self.connection = connection
        self.board = board
        self.sockets = sockets
        gate = FrameGate(now: board.clock.now())
    }

    func opened() async {}

    func closed() async {
        isClosed = true
        subscriptions?.stop()
        subscriptions = nil
        if let guest { sockets.remove(guest.visitor) }
        guest = nil
    }

    func received(_ text: String) async {
        let now = board.clock.now()
        if let guest, guest.hasEnded(at: now) {
            return connection.close(CloseCode.signInAgain, "the identity has expired")
        }
        switch gate.admit(text, at: now) {
        case .refuse(let frame): connection.send(frame.text)
        case .refuseAndClose(let frame, let code, let reason):
            connection.send(frame.text)
            connection.close(code, reason)
        case .pass(.hello(let hello)): await enter(hello)
        case .pass(.ping): connection.send(ServerFrame.pong(board.clock.now()).text)
        case .pass(.pong): break
        case .pass(let frame): await act(on: frame)
        }
    }

    func noticed() async {
        let contents = box.takeAll()
        guard let subscriptions else { return }
        do {
            try await subscriptions.follow(contents)
        } catch {
            // The log cannot be read now. The client reconnects and resumes; nothing is lost.
            connection.close(CloseCode.resumable, "try again")
        }
    }

    private var frames: EventFrame? {
        gate.version.map {
            EventFrame(
                readership: .everyone, version: $0, names: board.names, articles: board.articles,
                publicURL: board.settings.publicURL)
        }
    }

    private func enter(_ hello: ClientFrame.Hello) async {
        let guest: VisitorGuest
        do {
            guard let known = try await VisitorEntrance(board: board).guest(hello) else {
                return connection.close(CloseCode.signInAgain, "the token does not hold")
            }
            guest = known
        } catch {
            return connection.close(CloseCode.resumable, "try again")
        }
        let welcome = await Welcome.visitor(guest, version: hello.version, board: board)
        // The socket may have gone while the store was asked.
        guard !isClosed, let frames else { return }
        guard sockets.add(guest.visitor) else {
            return connection.close(CloseCode.tooManyConnections, "too many connections")
        }
        self.guest = guest
        subscriptions = Subscriptions(
            scope: .visitor(guest.visitor), frames: frames, connection: connection, board: board, box: box,
            shows: { if case .agent = $0 { true } else { false } })
        connection.send(welcome.text)
    }

    private func act(on frame: ClientFrame) async {
        guard let guest, let subscriptions else { return }
        if let id = frame.conversation, !guest.mayReach(id) {
            return connection.send(
                ServerFrame.refusal(.unknownConversation, id: frame.request?.value, conversation: id).text)
        }
        switch frame {
        case .resume(let id, let epoch, let after):
            do {
                try await subscriptions.resume(id, epoch: epoch, after: after)
            } catch {
                connection.send(ServerFrame.refusal(.unavailable, id: nil, conversation: id).text)
            }
        case .leave(let id): subscriptions.leave(id)
        case .typing(let id, let on):
            guard subscriptions.follows(id) else { return }
            board.feed.tell(.typing(conversation: id, by: .visitor(guest.visitor), isTyping: on))
        case .seen(let id, let seq): subscriptions.see(id, upTo: seq, as: .visitor(guest.visitor))
        case .conversations: await sendConversations(of: guest)
        case .profile(let profile): await take(profile, of: guest)
        case .consent where guest.only != nil:
            connection.send(
                ServerFrame.error(
                    code: "not_allowed", message: "A link from a mail cannot say this for its visitor.",
                    id: frame.request?.value, conversation: frame.conversation?.value
                ).text)
        case .send, .person, .contact, .helped, .rate, .consent, .page:
            guard let id = frame.conversation, let request = frame.request else { return }
            let outcome = await VisitorDesk(board: board, visitor: guest.visitor).record(
                frame, in: id, request: request)
            connection.send(outcome.text)
        default:
            connection.send(ServerFrame.misplaced(frame, belongsTo: "agents").text)
        }
    }

    private func sendConversations(of guest: VisitorGuest) async {
        guard let frames else { return }
        do throws(JournalError) {
            let rows = try await board.inbox.rows(of: guest.visitor, limit: Self.conversationsMax)
                .filter { guest.mayReach($0.conversation.id) }
            connection.send(await VisitorRows(frames: frames).list(rows).text)
        } catch {
            connection.send(ServerFrame.unavailable().text)
        }
    }

    /// What a page says of its visitor. Whoever proved to be somebody needs no page to say so, and a link
    /// proves too little to change anything.
    private func take(_ profile: VisitorProfile, of guest: VisitorGuest) async {
        guard guest.only == nil, !guest.visitor.isVerified else { return }
        do throws(JournalError) {
            try await board.rooms.visitors.take(profile, of: guest.visitor, at: board.clock.now())
        } catch {
            connection.send(ServerFrame.unavailable().text)
        }
    }
}
