/// What the owner of one open socket implements; its methods are never called two at once.
package protocol SocketSession: AnyObject, Sendable {
    /// Called once, before anything is received.
    func opened() async
    /// Called once for each text message, in the order of arrival.
    func received(_ text: String) async
    /// Called after `SocketConnection.notice()`, in turn with what is received; several notices may become
    /// one.
    func noticed() async
    /// Called exactly once, last, as soon as either side begins to close.
    func closed() async
}

extension SocketSession {
    package func noticed() async {}
}
