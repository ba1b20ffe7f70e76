/// How an `OutboundClient` goes about its transfers.
package struct OutboundSettings: Sendable, Hashable {
    /// Transfers at a time; more wait for a place.
    package var transfersMax: Int
    /// Waiting for a place; more are refused at once.
    package var waitingMax: Int
    /// Of one response, trailers included.
    package var headBytesMax = 64 << 10
    /// Taken from a server ahead of its reader. Above it the connection is not read.
    package var unreadBytesMax = 256 << 10
    /// Certificates to trust instead of the system's, in PEM.
    package var caFile: String?
    /// `http://host:port`. Without it none is used: the environment's `http_proxy` and its like are not read,
    /// since a key must not take a way that the settings do not show.
    package var proxy: String?
    /// Of all its transfers, since they share connections. With a proxy it is the proxy's address that
    /// counts.
    package var reach: OutboundReach

    package init(
        transfersMax: Int = 32, waitingMax: Int = 256, caFile: String? = nil, proxy: String? = nil,
        reach: OutboundReach = .anywhere
    ) {
        self.transfersMax = transfersMax
        self.waitingMax = waitingMax
        self.caFile = caFile
        self.proxy = proxy
        self.reach = reach
    }
}
