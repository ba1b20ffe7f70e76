import BatonTesting
import Testing

/// Articles that want care, by the questions that they did not help with.
@Suite(.timeLimit(.minutes(2))) struct ArticleCareRouteTests {
    @Test func `an article that did not help three people who asked is named, with how many`() async throws {
        try await TestServer.run { server in
            for number in 1...3 {
                let (place, visitor) = ("c-care-\(number)", try await server.visitor())
                try await visitor.resume(place)
                try await visitor.say("Where is my data stored?", in: place, id: "message-\(number)")
                let answer = try await visitor.next {
                    $0.event?.author?.kind == "assistant" && $0.conversation == place
                }
                let id = try #require(answer.event?.id)
                let said = try await visitor.ask(
                    "helped",
                    ["conversation": place, "id": "helped-0\(number)", "answer": id, "helped": false])
                #expect(said.type == "receipt")
            }
            let agent = try await server.console("Ann", role: "agent")
            // What failed and what was asked are noted one after the other.
            let found = try await eventually {
                let rows = try await agent.get("/api/gaps/care").rows("articles")
                return rows.first { $0["failed"] as? Int == 3 && $0["asked"] as? Int == 3 }
            }
            #expect(found["why"] as? String == "unhelpful")
            #expect((found["title"] as? String)?.isEmpty == false)
        }
    }
}
