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
    private let box = SignalBox()
    private var user: User
    private var touchedAt: Timestamp?
    private var gate: FrameGate
    private var subscriptions: Subscriptions?
    private var inboxToken: Feed.Token?

    init(
        connection: SocketConnection, board: Switchboard, user: User, sessionToken: String
    ) {
        self.connection = connection
        self.board = board
        self.user = user
        self.sessionToken = sessionToken
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
        case .pass(.hello(let known)): hello(version: known.version)
        case .pass(.ping): await ping()
        case .pass(.pong): break
        case .pass(let frame):
            await touch()
            await act(on: frame)
        }
    }

    /// A person sits here; kept no more often than it is of use.
    private func touch() async {
        let now = board.clock.now()
        if let touchedAt, now.seconds(since: touchedAt) < Session.seenSeconds { return }
        touchedAt = now
        try? await board.access.touch(session: sessionToken)
    }

    func noticed() async {
        let contents = box.takeAll()
        guard let subscriptions else { return }
        do {
            try await subscriptions.follow(contents)
            if contents.overflowed { try await sendWaiting() }
            for id in contents.changed { try await sendRow(id) }
        } catch {
            connection.close(CloseCode.resumable, "try again")
        }
    }

    private func hello(version: Int) {
        guard let frames else { return }
        subscriptions = Subscriptions(
            scope: .agent(user.id), frames: frames, connection: connection, board: board, box: box,
            shows: { [user] in $0 != .agent(user.id) })
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
                readership: .team, version: $0, names: board.names, articles: board.articles,
                publicURL: board.settings.publicURL)
        }
    }

    private func act(on frame: ClientFrame) async {
        guard let subscriptions else { return }
        do {
            switch frame {
            case .resume(let id, let epoch, let after):
                try await subscriptions.resume(id, epoch: epoch, after: after)
            case .leave(let id): subscriptions.leave(id)
            case .typing(let id, let on):
                guard subscriptions.follows(id), user.mayAnswer else { return }
                board.feed.tell(.typing(conversation: id, by: .agent(user.id), isTyping: on))
            case .seen(let id, let seq):
                // Whoever only looks on does not answer either: the visitor must not wait for them.
                guard user.mayAnswer else { return }
                subscriptions.see(id, upTo: seq, as: .agent(user.id))
            case .send, .accept, .giveBack, .resolve, .note, .report, .judge, .nameArticle:
                // At each act, not only at the heartbeat: a disabled agent must not say one word more.
                guard try await isStillSignedIn() else { return }
                await change(frame)
            default:
                let answer = try await answers?.answer(to: frame)
                connection.send((answer ?? ServerFrame.misplaced(frame, belongsTo: "visitors")).text)
            }
        } catch {
            connection.send(
                ServerFrame.error(
                    code: Refusal.unavailable.code, message: Refusal.unavailable.description,
                    id: frame.request?.value, conversation: frame.conversation?.value,
                    retryAfterSeconds: ServerFrame.retrySeconds
                ).text)
        }
    }

    private func change(_ frame: ClientFrame) async {
        guard let id = frame.conversation, let request = frame.request else { return }
        guard user.may(frame) else {
            let message = "Your role does not allow this: ask an administrator."
            return connection.send(
                ServerFrame.error(
                    code: "not_allowed", message: message, id: request.value, conversation: id.value
                )
                .text)
        }
        let outcome = await AgentDesk(board: board, agent: user.id).record(frame, in: id, request: request)
        connection.send(outcome.text)
    }

    private var answers: AgentAnswers? {
        frames.map { AgentAnswers(board: board, agent: user.id, frames: $0) }
    }

    /// After too many changes at once: the list that matters most, anew.
    private func sendWaiting() async throws {
        let request = ClientFrame.InboxRequest(list: "waiting", after: nil, limit: InboxList.rowsMax)
        guard let list = try await answers?.inbox(request) else { return }
        connection.send(list.text)
    }

    private func sendRow(_ id: ConversationID) async throws {
        guard let frames, let row = try await board.inbox.row(id) else { return }
        connection.send(await InboxFrame(frames: frames).update(row).text)
    }
}

extension User {
    /// What each role may do; reading needs none.
    fileprivate func may(_ frame: ClientFrame) -> Bool {
        switch frame {
        case .note, .report, .judge, .nameArticle: mayAnnotate
        default: mayAnswer
        }
    }
}
