import Conversations
import Handoff
import Testing

struct PresenceTests {
    private let ada = testID(Agent.self, "agent-ada-1")

    @Test func `an agent counts for a minute after the last heartbeat`() {
        var presence = Presence()
        presence.beat(ada, at: moment(0))
        #expect(presence.online(at: moment(59)) == [ada])
        #expect(presence.online(at: moment(60)).isEmpty)
        presence.beat(ada, at: moment(61))
        #expect(presence.online(at: moment(90)) == [ada])
    }

    @Test func `an agent who signs out is gone at once`() {
        var presence = Presence()
        presence.beat(ada, at: moment(0))
        presence.leave(ada, at: moment(0))
        #expect(presence.online(at: moment(1)).isEmpty)
    }

    @Test func `a clock that was set back makes nobody vanish`() {
        var presence = Presence()
        presence.beat(ada, at: moment(1000))
        #expect(presence.online(at: moment(10)) == [ada])
    }

    @Test func `what another process told holds until it is written down, and no longer`() {
        var presence = Presence()
        presence.hear(ada, at: moment(0))
        presence.replace(written: [:])
        #expect(presence.online(at: moment(9)) == [ada])
        #expect(presence.online(at: moment(10)).isEmpty)
        presence.replace(written: [ada: moment(0)])
        #expect(presence.online(at: moment(59)) == [ada])
        #expect(presence.online(at: moment(60)).isEmpty)
    }

    @Test func `an older heartbeat that is read later does not bring back who left`() {
        var presence = Presence()
        presence.hear(ada, at: moment(5))
        presence.leave(ada, at: moment(6))
        presence.replace(written: [ada: moment(5)])
        #expect(presence.online(at: moment(7)).isEmpty)
        presence.replace(written: [ada: moment(8)])
        #expect(presence.online(at: moment(9)) == [ada])
    }

    private func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
}
