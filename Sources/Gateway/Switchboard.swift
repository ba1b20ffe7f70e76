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
    let settings: ChatSettings
    let newID: @Sendable () -> String
    let logger: Logger

    var journal: any Journal { recorder.journal }
    var feed: Feed { recorder.feed }
    var clock: any WallClock { recorder.clock }

    package init(
        recorder: Recorder, inbox: any Inbox, directory: any Directory, access: Access,
        presence: PresenceBoard,
        visitorTokens: VisitorTokens, settings: ChatSettings, newID: @escaping @Sendable () -> String,
        logger: Logger
    ) {
        self.recorder = recorder
        self.inbox = inbox
        self.directory = directory
        self.access = access
        self.presence = presence
        self.visitorTokens = visitorTokens
        names = TeamNames(directory: directory)
        self.settings = settings
        self.newID = newID
        self.logger = logger
    }
}

/// What the operator decides about the chat.
package struct ChatSettings: Sendable {
    package let address: PublicAddress
    package let assistantName: String
    package let greeting: String
    package let contactAfterSeconds: Int

    package init(
        address: PublicAddress, assistantName: String, greeting: String, contactAfterSeconds: Int
    ) {
        self.address = address
        self.assistantName = assistantName
        self.greeting = greeting
        self.contactAfterSeconds = contactAfterSeconds
    }

    var publicURL: String { address.url }
}
