/// Thrown by a route handler to answer with a status and a message that the client may read.
package struct HTTPFailure: Error, Equatable, CustomStringConvertible {
    package let status: Int
    package let message: String

    package init(status: Int, message: String) {
        self.status = status
        self.message = message
    }

    package init(_ status: Int, _ message: String) {
        self.init(status: status, message: message)
    }

    package var description: String { "\(status) \(message)" }
}
