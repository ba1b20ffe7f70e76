package import Conversations

/// One event of the log by its place, without its content.
package struct LoggedEvent: Hashable, Sendable {
    package let cursor: LogCursor
    package let stream: String
    package let seq: Int
    package let type: String
}
