import Testing

@testable import Outbound

/// The rules without a connection.
struct ValueTests {
    private let start = ContinuousClock.Instant.now

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
        start.advanced(by: .milliseconds(milliseconds))
    }

    @Test func `each deadline counts from where its name says`() {
        var clock = TransferClock(
            OutboundDeadlines(
                queueMillisecondsMax: 10, connectMillisecondsMax: 20, headMillisecondsMax: 30,
                quietMillisecondsMax: 40, totalMillisecondsMax: 1_000),
            submittedAt: start)
        func due(paused: Bool = false, progress: Int? = nil) -> TransferClock.Due {
            clock.due(isPaused: paused, progressBy: progress.map(after))
        }
        #expect(due() == .init(deadline: .queue, at: after(10)))
        clock.start(at: after(5))
        #expect(due() == .init(deadline: .connect, at: after(25)))
        #expect(due(progress: 7) == .init(deadline: .progress, at: after(7)))
        clock.connect(at: after(6))
        clock.connect(at: after(9))
        #expect(due() == .init(deadline: .head, at: after(36)))
        clock.receiveHead(at: after(20))
        #expect(due() == .init(deadline: .quiet, at: after(60)))
        #expect(due(paused: true) == .init(deadline: .total, at: after(1_000)))
        clock.receive(at: after(990))
        #expect(due() == .init(deadline: .total, at: after(1_000)))
    }

    private func received(_ buffer: inout ResponseBuffer, _ bytes: [UInt8], at milliseconds: Int) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe buffer.receive($0, at: after(milliseconds)) }
    }

    @Test func `a full buffer takes no more until it is read`() {
        var buffer = ResponseBuffer(unreadBytesMax: 4)
        #expect(received(&buffer, [1, 2, 3], at: 0))
        #expect(!received(&buffer, [4, 5], at: 1))
        #expect(buffer.isPaused)
        guard case .event(.bytes([1, 2, 3])) = buffer.next(at: after(2)) else {
            Issue.record("not what came first")
            return
        }
        #expect(!buffer.isPaused)
        #expect(received(&buffer, [4, 5, 6, 7, 8], at: 3), "one piece always fits into an empty buffer")
    }

    @Test func `the time that bytes lie unread moves the progress deadline`() {
        var buffer = ResponseBuffer(unreadBytesMax: 4)
        buffer.expectProgress(by: after(100))
        #expect(received(&buffer, [1], at: 90))
        #expect(buffer.progressDue == nil)
        _ = buffer.next(at: after(500))
        #expect(buffer.progressDue == after(510))
    }

    @Test func `the first ending counts, and comes after what was received`() {
        var buffer = ResponseBuffer(unreadBytesMax: 4)
        #expect(received(&buffer, [1], at: 0))
        buffer.end(.failed(.late(.quiet)))
        buffer.end(.complete)
        guard case .event(.bytes([1])) = buffer.next(at: start),
            case .failed(let failure) = buffer.next(at: start)
        else {
            Issue.record("bytes, then the failure")
            return
        }
        #expect(failure as? OutboundFailure == .late(.quiet))
    }

    @Test func `a head is put together from its lines, whatever their ends`() {
        var parser = HeadParser(bytesMax: 1_000)
        #expect(parser.receive("HTTP/2 200\r\n".utf8) == .more)
        #expect(parser.receive("Content-Type:text/plain; a=b \r\n".utf8) == .more)
        #expect(parser.receive("nonsense\n".utf8) == .more)
        let head = OutboundHead(status: 200, headers: [OutboundHeader("content-type", "text/plain; a=b")])
        #expect(parser.receive("\r\n".utf8) == .head(head))
        #expect(parser.receive("Trailer: x\r\n".utf8) == .more)
        #expect(parser.receive(String(repeating: "x", count: 1_000).utf8) == .tooLarge)
    }

    @Test func `every failure has a sentence of its own`() {
        let kinds: [OutboundFailure.Kind] =
            OutboundFailure.Flaw.allCases.map { .invalid($0) }
            + OutboundFailure.Deadline.allCases.map { .late($0) }
            + [.busy, .unreachable, .untrusted, .disconnected, .malformed, .tooLarge, .closed]
        let sentences = Set(kinds.map { OutboundFailure($0).description })
        #expect(sentences.count == kinds.count)
        #expect(OutboundFailure(.busy, curlCode: 7).description.hasSuffix("(curl 7)"))
    }
}
