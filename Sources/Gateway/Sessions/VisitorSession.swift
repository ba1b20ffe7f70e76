import Conversations
import Edge
import Identity

/// One visitor's socket.
actor VisitorSession: SocketSession {
    private let connection: SocketConnection
    private let board: Switchboard
    private let sockets: VisitorSockets
    private let box = SignalBox()
    private var gate: FrameGate
    private var visitor: VisitorID?
    private var subscriptions: Subscriptions?

    init(connection: SocketConnection, board: Switchboard, sockets: VisitorSockets) {
        self.connection = connection
        self.board = board
        self.sockets = sockets
        gate = FrameGate(now: board.clock.now())
    }

    func opened() async {}

    func closed() async {
        subscriptions?.stop()
        subscriptions = nil
        if let visitor { sockets.remove(visitor) }
        visitor = nil
    }

    func received(_ text: String) async {
        switch gate.admit(text, at: board.clock.now()) {
        case .refuse(let frame): connection.send(frame.text)
        case .refuseAndClose(let frame, let code, let reason):
            connection.send(frame.text)
            connection.close(code, reason)
        case .pass(.hello(let version, let token)): hello(version: version, token: token)
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
                readership: .everyone, version: $0, names: board.names, publicURL: board.settings.publicURL)
        }
    }

    private func hello(version: Int, token: String?) {
        guard let visitor = known(token) else {
            return connection.close(CloseCode.signInAgain, "the token does not hold")
        }
        guard sockets.add(visitor) else {
            return connection.close(CloseCode.tooManyConnections, "too many connections")
        }
        self.visitor = visitor
        guard let frames else { return }
        subscriptions = Subscriptions(
            scope: .visitor(visitor), frames: frames, connection: connection, board: board, box: box,
            showsTyping: { if case .agent = $0 { true } else { false } })
        connection.send(Welcome.visitor(visitor, version: version, board: board).text)
    }

    /// The visitor that the token names, a new one without a token, `nil` for a token that was not signed
    /// here.
    private func known(_ token: String?) -> VisitorID? {
        guard let token else { return VisitorID(board.newID()) }
        return board.visitorTokens.visitor(of: token)
    }

    private func act(on frame: ClientFrame) async {
        guard let visitor, let subscriptions else { return }
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
            board.feed.tell(.typing(conversation: id, by: .visitor(visitor), isTyping: on))
        case .send, .person, .contact, .helped, .rate:
            guard let id = frame.conversation, let request = frame.request else { return }
            let outcome = await VisitorDesk(board: board, visitor: visitor).record(
                frame, in: id, request: request)
            connection.send(outcome.text)
        default:
            connection.send(ServerFrame.misplaced(frame, belongsTo: "agents").text)
        }
    }
}
