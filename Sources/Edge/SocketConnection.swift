internal import NIOCore
internal import NIOWebSocket
internal import Synchronization

/// The sending side of one open socket; safe to use from anywhere.
package final class SocketConnection: Sendable {
    /// Thrown by `flushed()`: what was sent may not have arrived.
    package struct Closed: Error {}

    private struct Outbound {
        var isOpen = true
        var pendingBytes = 0
        /// Writes that the kernel took since the beginning.
        var writes: UInt64 = 0
        var lastWrite: EventLoopFuture<Void>?
        var onNotice: (@Sendable () -> Void)?
    }

    /// Unique in this process, in the order of opening.
    package let id: UInt64
    package let remoteAddress: String
    private let channel: any Channel
    private let outboundBytesMax: Int
    private let outbound = Mutex(Outbound())

    init(id: UInt64, remoteAddress: String, channel: any Channel, outboundBytesMax: Int) {
        self.id = id
        self.remoteAddress = remoteAddress
        self.channel = channel
        self.outboundBytesMax = outboundBytesMax
    }

    /// False as soon as either side begins to close.
    package var isOpen: Bool { outbound.withLock { $0.isOpen } }

    /// Sends a text message. Never blocks: a client that lets more than `outboundBytesMax` pile up is
    /// closed with 4000, after which this does nothing.
    package func send(_ text: String) {
        let size = text.utf8.count + Self.frameOverheadBytes
        let overflowed = outbound.withLock { outbound in
            guard outbound.isOpen else { return false }
            guard outbound.pendingBytes + size <= outboundBytesMax else {
                outbound.isOpen = false
                return true
            }
            outbound.pendingBytes += size
            let promise = channel.eventLoop.makePromise(of: Void.self)
            outbound.lastWrite = promise.futureResult
            // Enqueued under the lock, so that the order of writes is the order of `lastWrite`. It never
            // runs at once, not even on the loop's own thread, so the lock is not taken twice.
            channel.eventLoop.execute { self.write(text, size: size, promise: promise) }
            return false
        }
        if overflowed { requestClose(CloseCode.resumable, "too slow: reconnect and resume") }
    }

    /// Returns when the kernel took all that was sent so far; throws `Closed` when that can no longer be.
    package func flushed() async throws {
        let lastWrite = try outbound.withLock { outbound in
            guard outbound.isOpen else { throw Closed() }
            return outbound.pendingBytes > 0 ? outbound.lastWrite : nil
        }
        do {
            try await lastWrite?.get()
        } catch {
            throw Closed()
        }
    }

    /// Has the session called `noticed()`, from any thread and as often as you like.
    package func notice() {
        let onNotice = outbound.withLock { $0.isOpen ? $0.onNotice : nil }
        onNotice?()
    }

    /// Sends a close frame behind all that was sent before; what is sent later is dropped.
    package func close(_ code: Int, _ reason: String) {
        outbound.withLock { $0.isOpen = false }
        requestClose(code, reason)
    }

    private static let frameOverheadBytes = 10

    private func write(_ text: String, size: Int, promise: EventLoopPromise<Void>) {
        let frame = WebSocketFrame(fin: true, opcode: .text, data: channel.allocator.buffer(string: text))
        promise.futureResult.whenComplete { _ in self.wrote(size) }
        channel.writeAndFlush(frame, promise: promise)
    }

    private func wrote(_ size: Int) {
        outbound.withLock { outbound in
            outbound.pendingBytes -= size
            outbound.writes += 1
            if outbound.pendingBytes == 0 { outbound.lastWrite = nil }
        }
    }

    private func requestClose(_ code: Int, _ reason: String) {
        let request = SocketHandler.CloseRequest(code: code, reason: reason)
        channel.eventLoop.execute { self.channel.triggerUserOutboundEvent(request, promise: nil) }
    }
}

/// What the room itself does with a connection.
extension SocketConnection {
    /// Bytes that the kernel has not taken, and the count of writes that it took.
    var backlog: (pendingBytes: Int, writes: UInt64) {
        outbound.withLock { ($0.pendingBytes, $0.writes) }
    }

    func setNotice(_ onNotice: @escaping @Sendable () -> Void) {
        outbound.withLock { $0.onNotice = onNotice }
    }

    func markClosing() {
        outbound.withLock { outbound in
            outbound.isOpen = false
            // The session holds the connection and the notice holds the session.
            outbound.onNotice = nil
        }
    }

    /// The last words of a drain: an optional frame, then 1001.
    func goAway(afterSeconds delaySeconds: Double, farewell: String?) {
        channel.eventLoop.scheduleTask(in: .seconds(delaySeconds)) {
            if let farewell { self.send(farewell) }
            self.close(CloseCode.goingAway, "going away")
        }
    }

    /// Ends the TCP connection without a word.
    func abort() {
        channel.close(promise: nil)
    }
}

extension TimeAmount {
    static func seconds(_ seconds: Double) -> TimeAmount {
        .nanoseconds(Int64(max(0, seconds) * 1_000_000_000))
    }
}
