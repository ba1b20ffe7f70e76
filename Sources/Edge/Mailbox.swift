internal import NIOCore
internal import Synchronization

/// The line between the event loop and a session: bounded, in order, one call at a time.
package final class Mailbox: Sendable {
    private enum Item {
        case opened
        case text(String)
        case notice
        case closed
    }

    private struct State {
        var items = CircularBuffer<Item>(initialCapacity: 1)
        var isDraining = false
        var isFull = false
        var isClosed = false
        /// A notice waits already: one says as much as many.
        var isNoticed = false
    }

    private let session: any SocketSession
    private let pendingMax: Int
    private let onRoom: @Sendable () -> Void
    private let onEnd: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - pendingMax: messages at which `deliver` asks for a pause.
    ///   - onRoom: called after a pause, when half of them were taken.
    ///   - onEnd: called once, after the session's `closed()`.
    package init(
        session: any SocketSession,
        pendingMax: Int,
        onRoom: @escaping @Sendable () -> Void,
        onEnd: @escaping @Sendable () -> Void
    ) {
        self.session = session
        self.pendingMax = pendingMax
        self.onRoom = onRoom
        self.onEnd = onEnd
    }

    package func open() {
        put(.opened)
    }

    /// Returns true when the caller should stop reading until `onRoom`.
    @discardableResult
    package func deliver(_ text: String) -> Bool {
        put(.text(text))
    }

    /// Has the session's `noticed()` called in its turn; does nothing while one waits already.
    package func notice() {
        put(.notice)
    }

    package func close() {
        put(.closed)
    }

    @discardableResult
    private func put(_ item: Item) -> Bool {
        let (mustStart, isFull) = state.withLock { state in
            guard !state.isClosed else { return (false, state.isFull) }
            switch item {
            case .closed: state.isClosed = true
            case .notice where state.isNoticed: return (false, state.isFull)
            case .notice: state.isNoticed = true
            case .opened, .text: break
            }
            state.items.append(item)
            if state.items.count >= pendingMax { state.isFull = true }
            defer { state.isDraining = true }
            return (!state.isDraining, state.isFull)
        }
        if mustStart { startDraining() }
        return isFull
    }

    /// The one unstructured task of this room: an idle socket must cost no task (thousands are idle), so a
    /// task exists only while there is something to hand over. The mailbox itself bounds and orders the work.
    private func startDraining() {
        Task { await drain() }
    }

    private func drain() async {
        while let item = next() {
            switch item {
            case .opened: await session.opened()
            case .text(let text): await session.received(text)
            case .notice: await session.noticed()
            case .closed:
                await session.closed()
                onEnd()
            }
        }
    }

    private func next() -> Item? {
        let (item, hasRoom) = state.withLock { state -> (Item?, Bool) in
            guard let item = state.items.popFirst() else {
                state.isDraining = false
                // A burst must not leave its buffer behind for the life of the socket.
                state.items = CircularBuffer(initialCapacity: 1)
                return (nil, false)
            }
            if case .notice = item { state.isNoticed = false }
            let hasRoom = state.isFull && state.items.count <= pendingMax / 2
            if hasRoom { state.isFull = false }
            return (item, hasRoom)
        }
        if hasRoom { onRoom() }
        return item
    }
}
