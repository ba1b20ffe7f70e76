import Conversations
import Edge
import Handoff

/// The conversations that one socket follows: replays, then delivers what is new, in order and without gaps.
///
/// A signal only says that there is something new; the events themselves come from the log, in the reader's
/// scope.
/// Belongs to one session and is used by it alone.
final class Subscriptions {
    static let conversationsMax = 20
    static let eventsPerPage = 100

    private struct Subscription {
        let token: Feed.Token
        var sent: Int
        /// The answer whose deltas the client is being sent, and the last of them.
        var answer: MessageID?
        var deltaNumber = 0
    }

    private let scope: Scope
    private let frames: EventFrame
    private let connection: SocketConnection
    private let board: Switchboard
    private let box: SignalBox
    /// Whose typing and seeing this reader is shown.
    private let shows: @Sendable (Actor) -> Bool
    private var subscriptions: [ConversationID: Subscription] = [:]

    init(
        scope: Scope, frames: EventFrame, connection: SocketConnection, board: Switchboard, box: SignalBox,
        shows: @escaping @Sendable (Actor) -> Bool
    ) {
        self.scope = scope
        self.frames = frames
        self.connection = connection
        self.board = board
        self.box = box
        self.shows = shows
    }

    func follows(_ id: ConversationID) -> Bool { subscriptions[id] != nil }

    private func sent(of id: ConversationID) -> Int? { subscriptions[id]?.sent }

    func leave(_ id: ConversationID) {
        guard let subscription = subscriptions.removeValue(forKey: id) else { return }
        board.feed.stop(subscription.token)
        close(id)
    }

    func stop() {
        for id in Array(subscriptions.keys) { leave(id) }
    }

    /// Subscribes first and replays then, so that nothing falls between.
    func resume(_ id: ConversationID, epoch: String?, after: Int) async throws {
        let existing = try await board.journal.conversation(id, in: scope)
        guard try await mayFollow(id, existing: existing) else { return refuse(id, .unknownConversation) }
        guard follows(id) || subscriptions.count < Self.conversationsMax else { return refuseTooMany(id) }
        subscribe(to: id)
        let current = board.journal.epoch
        let isStale = epoch.map { $0 != current } ?? false
        let isAhead = after > (existing?.seq ?? 0)
        if isStale || isAhead {
            let reason = isStale ? "epoch_changed" : "ahead"
            connection.send(ServerFrame.snapshot(id, epoch: current, reason: reason).text)
        } else {
            subscriptions[id]?.sent = after
        }
        try await deliver(id)
        connection.send(ServerFrame.resumed(id, epoch: current, head: subscriptions[id]?.sent ?? 0).text)
        sendLiveAnswer(of: id)
        await sendMark(of: id)
        await sendViewers(of: id)
    }

    /// Sends what is new. Pages are flushed one by one, so that a long history fills no buffer.
    private func deliver(_ id: ConversationID) async throws {
        while let sent = subscriptions[id]?.sent {
            let page = try await board.journal.events(
                of: id, after: sent, limit: Self.eventsPerPage, in: scope)
            for delivered in page {
                connection.send(await frames.frame(for: delivered).text)
                note(delivered.event, in: id)
            }
            guard page.count == Self.eventsPerPage else { return }
            try await connection.flushed()
        }
    }

    /// Acts on what the feed told.
    func follow(_ contents: SignalBox.Contents) async throws {
        for signal in contents.signals {
            switch signal {
            case .advanced(let state):
                if isLost(state) { lose(state.id) } else { try await deliver(state.id) }
            case .delta(let id, let answer, let number, let text):
                delta(in: id, answer: answer, number: number, text: text)
            case .typing(let id, let actor, let isTyping):
                guard follows(id), shows(actor) else { continue }
                let author = await frames.author(actor)
                connection.send(ServerFrame.typing(id, author: author, isTyping: isTyping).text)
            case .seen(let id, let actor, let seq):
                guard follows(id), shows(actor), isOtherSide(actor) else { continue }
                connection.send(ServerFrame.seen(id, seq: seq, by: await frames.author(actor)).text)
            case .viewersChanged(let id):
                if follows(id) { await sendViewers(of: id) }
            }
        }
        guard contents.overflowed else { return }
        for id in Array(subscriptions.keys) { try await deliver(id) }
    }

    /// Whether it went to somebody else: what an anonymous visitor wrote goes with the person who signed in.
    private func isLost(_ state: Conversation) -> Bool {
        guard case .visitor(let visitor) = scope else { return false }
        return state.visitor != visitor && follows(state.id)
    }

    private func lose(_ id: ConversationID) {
        leave(id)
        refuse(id, .unknownConversation)
    }

    private func delta(in id: ConversationID, answer: MessageID, number: Int, text: String) {
        guard let subscription = subscriptions[id], subscription.answer == answer,
            number > subscription.deltaNumber
        else { return }
        guard number == subscription.deltaNumber + 1 else { return sendLiveAnswer(of: id) }
        subscriptions[id]?.deltaNumber = number
        connection.send(ServerFrame.delta(id, answer: answer, number: number, text: text).text)
    }

    private func subscribe(to id: ConversationID) {
        if let old = subscriptions[id] { board.feed.stop(old.token) } else { open(id) }
        let token = board.feed.listen(to: id) { [box, connection] signal in
            box.put(signal)
            connection.notice()
        }
        subscriptions[id] = Subscription(token: token, sent: 0)
    }

    private func note(_ event: Event, in id: ConversationID) {
        subscriptions[id]?.sent = event.seq
        switch event.body {
        case .answerStarted(let lease):
            subscriptions[id]?.answer = lease.answer
            subscriptions[id]?.deltaNumber = 0
        case .answered, .askedBack, .answerInterrupted: subscriptions[id]?.answer = nil
        default: break
        }
    }

    /// For whoever came in the middle of an answer, or missed a piece: all of it so far, in one delta.
    private func sendLiveAnswer(of id: ConversationID) {
        guard let live = board.feed.live(in: id), let subscription = subscriptions[id],
            subscription.answer == live.answer
        else { return }
        subscriptions[id]?.deltaNumber = live.number
        let frame = ServerFrame.delta(
            id, answer: live.answer, number: live.number, text: live.text, whole: true)
        connection.send(frame.text)
    }

    /// A conversation that nobody has begun may be followed by whoever will begin it.
    private func mayFollow(_ id: ConversationID, existing: Conversation?) async throws -> Bool {
        guard existing == nil else { return true }
        let anyones = try await board.journal.conversation(id, in: .system(reason: "resume"))
        guard case .visitor = scope else { return false }
        return anyones == nil
    }

    private func refuse(_ id: ConversationID, _ refusal: Refusal) {
        connection.send(ServerFrame.refusal(refusal, id: nil, conversation: id).text)
    }

    private func refuseTooMany(_ id: ConversationID) {
        let message = "A socket follows at most \(Self.conversationsMax) conversations: open another one."
        connection.send(
            ServerFrame.error(code: "too_many_conversations", message: message, conversation: id.value).text)
    }
}

/// What the people in a conversation see of one another.
extension Subscriptions {
    /// Takes note of what is on the reader's screen; more than was sent cannot be.
    func see(_ id: ConversationID, upTo seq: Int, as actor: Actor) {
        guard let sent = sent(of: id) else { return }
        let seen = min(seq, sent)
        guard board.seen.mark(id, seq: seen, by: actor) else { return }
        board.feed.tell(.seen(conversation: id, by: actor, seq: seen))
    }

    /// How far the other side has seen it.
    private func sendMark(of id: ConversationID) async {
        let marks = board.seen.marks(of: id)
        let mark = scope.readership == .team ? marks.visitor : marks.team
        guard let mark else { return }
        connection.send(ServerFrame.seen(id, seq: mark.seq, by: await frames.author(mark.by)).text)
    }

    private func isOtherSide(_ actor: Actor) -> Bool {
        if case .visitor = actor { return scope.readership == .team }
        return scope.readership == .everyone
    }

    private func open(_ id: ConversationID) {
        guard case .agent(let agent) = scope, board.viewers.enter(id, agent) else { return }
        board.feed.tell(.viewersChanged(conversation: id))
    }

    private func close(_ id: ConversationID) {
        guard case .agent(let agent) = scope, board.viewers.leave(id, agent) else { return }
        board.feed.tell(.viewersChanged(conversation: id))
    }

    /// The others of the team who have it open.
    private func sendViewers(of id: ConversationID) async {
        guard case .agent(let agent) = scope else { return }
        var authors: [JSON] = []
        for viewer in board.viewers.viewers(of: id) where viewer != agent {
            authors.append(await frames.author(.agent(viewer)))
        }
        connection.send(ServerFrame.viewers(id, authors).text)
    }
}
