import Conversations
import Edge
import Handoff
import Identity
import Logging

/// One agent's socket: the inbox, and the conversations that are open on the screen.
actor AgentSession: SocketSession {
    private let connection: SocketConnection
    private let board: Switchboard
    private let sessionToken: String
    private let titles: any ArticleTitles
    private let box = SignalBox()
    private var user: User
    private var gate: FrameGate
    private var subscriptions: Subscriptions?
    private var inboxToken: Feed.Token?

    init(
        connection: SocketConnection, board: Switchboard, user: User, sessionToken: String,
        titles: any ArticleTitles
    ) {
        self.connection = connection
        self.board = board
        self.user = user
        self.sessionToken = sessionToken
        self.titles = titles
        gate = FrameGate(now: board.clock.now())
    }

    func opened() async {}

    func closed() async {
        subscriptions?.stop()
        subscriptions = nil
        if let inboxToken { board.feed.stop(inboxToken) }
        inboxToken = nil
    }

    func received(_ text: String) async {
        if user.mayAnswer { board.presence.beat(user.id) }
        switch gate.admit(text, at: board.clock.now()) {
        case .refuse(let frame): connection.send(frame.text)
        case .refuseAndClose(let frame, let code, let reason):
            connection.send(frame.text)
            connection.close(code, reason)
        case .pass(.hello(let version, _)): hello(version: version)
        case .pass(.ping): await ping()
        case .pass(.pong): break
        case .pass(let frame): await act(on: frame)
        }
    }

    func noticed() async {
        let contents = box.takeAll()
        guard let subscriptions else { return }
        do {
            try await subscriptions.follow(contents)
            if contents.overflowed { try await sendList("waiting") }
            for id in contents.changed { try await sendRow(id) }
        } catch {
            connection.close(CloseCode.resumable, "try again")
        }
    }

    private func hello(version: Int) {
        guard let frames else { return }
        subscriptions = Subscriptions(
            scope: .agent(user.id), frames: frames, connection: connection, board: board, box: box,
            showsTyping: { [user] in $0 != .agent(user.id) })
        inboxToken = board.feed.listen { [box, connection] signal in
            // Deltas and typing reach those who follow the conversation; the inbox is about changes.
            guard case .advanced = signal else { return }
            box.put(signal)
            connection.notice()
        }
        connection.send(Welcome.agent(user, version: version, board: board).text)
    }

    /// The heartbeat, and the moment to notice that the session has ended or the user was disabled.
    private func ping() async {
        do {
            guard try await isStillSignedIn() else { return }
        } catch {
            board.logger.warning("a session could not be checked: the store is unavailable")
        }
        connection.send(ServerFrame.pong(board.clock.now()).text)
    }

    /// Ends the socket of a session that is over: signed out, expired, or its user disabled.
    private func isStillSignedIn() async throws -> Bool {
        guard let current = try await board.access.user(ofSession: sessionToken) else {
            board.presence.leave(user.id)
            connection.close(CloseCode.signInAgain, "the session has ended")
            return false
        }
        user = current
        return true
    }

    private var frames: EventFrame? {
        gate.version.map {
            EventFrame(
                readership: .team, version: $0, names: board.names, publicURL: board.settings.publicURL)
        }
    }

    private func act(on frame: ClientFrame) async {
        guard let subscriptions else { return }
        do {
            switch frame {
            case .resume(let id, let epoch, let after):
                try await subscriptions.resume(id, epoch: epoch, after: after)
            case .inbox(let list): try await sendList(list)
            case .brief(let id): try await sendBrief(id)
            case .leave(let id): subscriptions.leave(id)
            case .typing(let id, let on):
                guard subscriptions.follows(id), user.mayAnswer else { return }
                board.feed.tell(.typing(conversation: id, by: .agent(user.id), isTyping: on))
            case .send, .accept, .giveBack, .resolve:
                // At each act, not only at the heartbeat: a disabled agent must not say one word more.
                guard try await isStillSignedIn() else { return }
                await change(frame)
            default:
                connection.send(ServerFrame.misplaced(frame, belongsTo: "visitors").text)
            }
        } catch {
            connection.send(
                ServerFrame.error(
                    code: Refusal.unavailable.code, message: Refusal.unavailable.description,
                    conversation: frame.conversation?.value, retryAfterSeconds: ServerFrame.retrySeconds
                ).text)
        }
    }

    private func change(_ frame: ClientFrame) async {
        guard let id = frame.conversation, let request = frame.request else { return }
        guard user.mayAnswer else {
            let message = "Your role does not answer conversations: ask an administrator."
            return connection.send(
                ServerFrame.error(
                    code: "not_allowed", message: message, id: request.value, conversation: id.value
                )
                .text)
        }
        let outcome = await AgentDesk(board: board, agent: user.id).record(frame, in: id, request: request)
        connection.send(outcome.text)
    }

    private func sendList(_ name: String) async throws {
        guard let frames, let list = list(name) else {
            return connection.send(
                ServerFrame.error(code: "bad_frame", message: "A list is waiting, mine, all or resolved.")
                    .text)
        }
        let rows = try await board.inbox.rows(list, limit: InboxList.rowsMax)
        let online = board.presence.online.count
        connection.send(await InboxFrame(frames: frames).list(name, rows: rows, online: online).text)
    }

    private func list(_ name: String) -> InboxList? {
        switch name {
        case "waiting": .waiting
        case "mine": .mine(user.id)
        case "all": .all
        case "resolved": .resolved
        default: nil
        }
    }

    private func sendRow(_ id: ConversationID) async throws {
        guard let frames, let row = try await board.inbox.row(id) else { return }
        connection.send(await InboxFrame(frames: frames).update(row).text)
    }

    private func sendBrief(_ id: ConversationID) async throws {
        guard let frames else { return }
        let events = try await AgentDesk(board: board, agent: user.id).recentEvents(of: id)
        guard let brief = Brief(events) else {
            return connection.send(ServerFrame.refusal(.notWaiting, id: nil, conversation: id).text)
        }
        let titles = self.titles.titles(of: brief.found)
        connection.send(InboxFrame(frames: frames).brief(brief, of: id, titles: titles).text)
    }
}
