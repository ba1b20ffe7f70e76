import BatonTesting
import LanguageModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EndpointProbeTests {
    private func health(
        _ steps: [Script.Step], withinMilliseconds limit: Int = 20_000
    ) async throws -> EndpointHealth {
        try await withModel(Script([steps]), { $0.deadlines.probeMillisecondsMax = limit }) { test in
            let health = await test.model.probe()
            #expect(test.endpoint.requests.first?.path == "/v1/models")
            #expect(test.endpoint.requests.first?.headers["authorization"]?.hasPrefix("Bearer ") == true)
            return health
        }
    }

    @Test(arguments: [
        (#"{"object":"list","data":[{"id":"big"},{"id":"small"}]}"#, EndpointHealth.ready),
        (#"{"data":[{"id":"small:latest"}]}"#, .ready), (#"{"data":[]}"#, .ready),
        (#"{"data":[{"id":"smaller"}]}"#, .modelMissing), (#"{"hello":1}"#, .strange(status: 200)),
        ("<html>", .strange(status: 200)),
    ])
    func `the list of models is read`(_ body: String, _ expected: EndpointHealth) async throws {
        #expect(try await health(.answer(200, body)) == expected)
    }

    @Test(arguments: [
        (401, EndpointHealth.unauthorized), (403, .unauthorized), (404, .notFound), (405, .notFound),
        (302, .strange(status: 302)), (500, .strange(status: 500)), (503, .strange(status: 503)),
    ])
    func `a status is put into words`(_ status: Int, _ expected: EndpointHealth) async throws {
        let health = try await health(.answer(status, "{}"))
        #expect(health == expected && !health.isReady)
    }

    @Test func `silence, nonsense and nobody are told apart`() async throws {
        #expect(try await health([.hold], withinMilliseconds: 300) == .late)
        #expect(try await health([.text("nonsense\n", pieceBytes: nil), .close]) == .strange(status: 0))
        try await withModel(Script([])) { test in
            test.endpoint.stop()
            try await eventually { await test.model.probe() == .unreachable ? () : nil }
        }
    }

    @Test func `each state is one sentence`() {
        let states: [EndpointHealth] = [
            .ready, .modelMissing, .unauthorized, .notFound, .unreachable, .untrusted, .late,
            .strange(status: 500),
        ]
        #expect(Set(states.map(\.sentence)).count == states.count)
        #expect(states.allSatisfy { $0.sentence.hasSuffix(".") })
    }
}
