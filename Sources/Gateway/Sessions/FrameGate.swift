import Conversations
import Edge

/// What every frame passes before anybody acts on it: the pace, the shape, and `hello` first. Pure.
struct FrameGate: Sendable {
    static let badFramesInARowMax = 10
    static let versionsServed = 1...2

    enum Verdict {
        case pass(ClientFrame)
        case refuse(JSON)
        case refuseAndClose(JSON, code: Int, reason: String)
    }

    private var budget: FrameBudget
    private var badInARow = 0
    private(set) var version: Int?

    init(now: Timestamp) { budget = FrameBudget(now: now) }

    mutating func admit(_ text: String, at now: Timestamp) -> Verdict {
        // Broken frames cost as much as good ones.
        let isInTime = budget.take(at: now)
        let frame: ClientFrame
        do throws(FrameFailure) {
            frame = try ClientFrame.decode(text)
        } catch {
            return refused(error)
        }
        guard isInTime else { return .refuse(Self.tooFast(frame)) }
        if case .hello(let hello) = frame { return self.hello(hello.version, frame) }
        guard version != nil else {
            return refused(FrameFailure(code: "hello_first", message: "Say hello first."))
        }
        badInARow = 0
        return .pass(frame)
    }

    private mutating func hello(_ version: Int, _ frame: ClientFrame) -> Verdict {
        guard Self.versionsServed.contains(version) else {
            let served = "\(Self.versionsServed.lowerBound) to \(Self.versionsServed.upperBound)"
            let message = "This server speaks protocol versions \(served): reload the page."
            return .refuseAndClose(
                ServerFrame.error(code: "version_not_served", message: message), code: CloseCode.goAway,
                reason: "version not served")
        }
        guard self.version == nil else { return refused(.bad("One hello is enough.")) }
        self.version = version
        badInARow = 0
        return .pass(frame)
    }

    private mutating func refused(_ failure: FrameFailure) -> Verdict {
        let frame = ServerFrame.error(
            code: failure.code, message: failure.message, id: failure.id, conversation: failure.conversation)
        if failure.code != "unknown_type" { badInARow += 1 }
        guard badInARow < Self.badFramesInARowMax else {
            return .refuseAndClose(frame, code: CloseCode.tooManyBadFrames, reason: "too many bad frames")
        }
        return .refuse(frame)
    }

    private static func tooFast(_ frame: ClientFrame) -> JSON {
        let message =
            "More than \(FrameBudget.framesPerSecond) frames in a second: send it again in a moment."
        return ServerFrame.error(
            code: "too_fast", message: message, id: frame.request?.value,
            conversation: frame.conversation?.value,
            retryAfterSeconds: 1)
    }
}
