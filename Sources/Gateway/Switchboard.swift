package import Conversations
package import Handoff
package import Identity
package import Logging

/// What a chat session needs of the rooms.
package struct Switchboard: Sendable {
    let recorder: Recorder
    let inbox: any Inbox
    let directory: any Directory
    let access: Access
    let presence: PresenceBoard
    let visitorTokens: VisitorTokens
    let names: TeamNames
    let liveSettings: @Sendable () -> ChatSettings
    let newID: @Sendable () -> String
    let logger: Logger

    var journal: any Journal { recorder.journal }
    var feed: Feed { recorder.feed }
    var clock: any WallClock { recorder.clock }
    /// As they are now: an administrator may change them at any time.
    var settings: ChatSettings { liveSettings() }

    /// Somebody may have another name now.
    package func forgetNames() { names.forget() }

    package init(
        recorder: Recorder, inbox: any Inbox, directory: any Directory, access: Access,
        presence: PresenceBoard,
        visitorTokens: VisitorTokens, settings: @escaping @Sendable () -> ChatSettings,
        newID: @escaping @Sendable () -> String, logger: Logger
    ) {
        self.recorder = recorder
        self.inbox = inbox
        self.directory = directory
        self.access = access
        self.presence = presence
        self.visitorTokens = visitorTokens
        names = TeamNames(directory: directory)
        liveSettings = settings
        self.newID = newID
        self.logger = logger
    }
}
