import BatonTesting
import Outbound
import Synchronization

@testable import LanguageModel

/// A model behind a scripted endpoint, with what it reported and how it waited.
struct EndpointUnderTest: Sendable {
    static let key = "sk-test-0123456789abcdefghijklmnop"

    let endpoint: ScriptedEndpoint
    let model: EndpointModel
    let time: TestTime
    let notices: Notices

    func ask(_ text: String = "How?", tokensMax: Int = 64) async -> Answer {
        await Answer(model.stream(ChatRequest(messages: [ChatMessage(.user, text)], tokensMax: tokensMax)))
    }
}

func withModel<Result>(
    _ script: Script, _ change: (inout EndpointSettings) -> Void = { _ in },
    query: [(key: String, value: String)] = [], headers: [OutboundHeader] = [],
    _ body: (EndpointUnderTest) async throws -> Result
) async throws -> Result {
    let endpoint = try ScriptedEndpoint(script)
    var settings = try EndpointSettings(
        address: EndpointAddress(endpoint.address, query: query), model: "small",
        key: APIKey(EndpointUnderTest.key), headers: headers)
    // Room for a retry that starts late on a slow machine.
    settings.deadlines.firstTokenMillisecondsMax = 20_000
    settings.deadlines.totalMillisecondsMax = 60_000
    change(&settings)
    let client = try OutboundClient(settings.outbound)
    let (time, notices) = (TestTime(), Notices())
    let model = EndpointModel(
        settings, client: client, time: time.time, random: { 0 }, report: notices.add)
    defer { endpoint.stop() }
    do {
        let result = try await body(
            EndpointUnderTest(endpoint: endpoint, model: model, time: time, notices: notices))
        await client.shutdown()
        return result
    } catch {
        await client.shutdown()
        throw error
    }
}

/// Real time, but whoever waits is woken at once and finds the time gone on.
final class TestTime: Sendable {
    private let waits = Mutex<[Duration]>([])
    private let system = MonotonicTime.system()

    var time: MonotonicTime {
        MonotonicTime(now: { self.system.now() + self.waited }, sleep: { self.pass($0) })
    }

    func pass(_ duration: Duration) { waits.withLock { $0.append(duration) } }

    var waitedMilliseconds: [Int] { waits.withLock { $0 }.map(\.wholeMilliseconds) }

    private var waited: Duration { waits.withLock { $0 }.reduce(.zero, +) }
}

/// What was reported.
final class Notices: Sendable {
    private let notices = Mutex<[EndpointNotice]>([])

    var add: @Sendable (EndpointNotice) -> Void {
        { notice in self.notices.withLock { $0.append(notice) } }
    }

    var all: [EndpointNotice] { notices.withLock { $0 } }
}

/// All that a model said.
struct Answer: Sendable {
    private(set) var pieces: [String] = []
    private(set) var ending: ChatEnding?
    private(set) var error: (any Error)?

    init(_ stream: AsyncThrowingStream<ChatEvent, any Error>) async {
        do {
            for try await event in stream {
                switch event {
                case .text(let text): pieces.append(text)
                case .likelihood: break
                case .ended(let ending): self.ending = ending
                }
            }
        } catch {
            self.error = error
        }
    }

    var text: String { pieces.joined() }
    var failure: ModelFailure? { error as? ModelFailure }

    var outcome: Outcome {
        if let failure { return .failed(failure) }
        return ending.map { .ended($0.reason) } ?? .silent
    }
}
