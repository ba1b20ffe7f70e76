package import Conversations
package import Handoff
package import Identity
package import Logging

/// What a chat session needs of the rooms.
package struct Switchboard: Sendable {
    let recorder: Recorder
    let rooms: Rooms
    let access: Access
    package let presence: PresenceBoard
    let identity: VisitorProofs
    let names: TeamNames
    let waits: WaitEstimate
    package let seen = SeenBoard()
    package let viewers = ViewerBoard()
    let liveSettings: @Sendable () -> ChatSettings
    let newID: @Sendable () -> String
    let logger: Logger

    var inbox: any Inbox { rooms.inbox }
    var articles: ArticleFinder { rooms.articles }
    var journal: any Journal { recorder.journal }
    var feed: Feed { recorder.feed }
    var clock: any WallClock { recorder.clock }
    /// As they are now: an administrator may change them at any time.
    var settings: ChatSettings { liveSettings() }

    /// Somebody may have another name now.
    package func forgetNames() { names.forget() }

    /// How far the visitor has seen the conversation on an open screen; 0 when nobody looked since the start.
    package func seenByVisitor(in id: ConversationID) -> Int { seen.marks(of: id).visitor?.seq ?? 0 }

    package init(
        recorder: Recorder, rooms: Rooms, access: Access, presence: PresenceBoard, identity: VisitorProofs,
        settings: @escaping @Sendable () -> ChatSettings, newID: @escaping @Sendable () -> String,
        logger: Logger
    ) {
        self.recorder = recorder
        self.rooms = rooms
        self.access = access
        self.presence = presence
        self.identity = identity
        names = TeamNames(directory: rooms.directory)
        waits = WaitEstimate(line: rooms.line, clock: recorder.clock)
        liveSettings = settings
        self.newID = newID
        self.logger = logger
    }

    /// What is kept, each behind the narrow protocol of its room.
    package struct Rooms: Sendable {
        let inbox: any Inbox
        let line: any WaitingLine
        let directory: any Directory
        let visitors: any VisitorBook
        let articles: ArticleFinder

        package init(
            inbox: any Inbox, line: any WaitingLine, directory: any Directory, visitors: any VisitorBook,
            articles: ArticleFinder
        ) {
            self.inbox = inbox
            self.line = line
            self.directory = directory
            self.visitors = visitors
            self.articles = articles
        }
    }

    /// By what a visitor is known: our token, the host product's, or a mail's link.
    package struct VisitorProofs: Sendable {
        let tokens: VisitorTokens
        /// `nil` without a secret to share with the host product.
        let host: HostTokens?
        let links: ConversationLinks

        package init(tokens: VisitorTokens, host: HostTokens?, links: ConversationLinks) {
            self.tokens = tokens
            self.host = host
            self.links = links
        }
    }
}
