package import Handoff

/// What a process keeps in memory about the team, and shares with the others.
package struct TeamBoards: Sendable {
    package let presence: PresenceBoard
    package let seen: SeenBoard
    package let viewers: ViewerBoard

    package init(presence: PresenceBoard, seen: SeenBoard, viewers: ViewerBoard) {
        self.presence = presence
        self.seen = seen
        self.viewers = viewers
    }
}
