/// When a transfer is given up, each counted from where its name says.
///
/// They are kept by the transfer thread and not by libcurl, whose idle limit did not fire in trials and
/// takes a server's pings for an answer.
package struct OutboundDeadlines: Sendable, Hashable {
    /// From the call until one of the client's places is free.
    package var queueMillisecondsMax: Int
    /// From then until the connection stands, TLS included.
    package var connectMillisecondsMax: Int
    /// From then until the response's head is complete.
    package var headMillisecondsMax: Int?
    /// Between two pieces of the body.
    package var quietMillisecondsMax: Int?
    /// From the beginning of the transfer until the caller says that it got somewhere; see
    /// `OutboundTransfer.expectProgress`. For streams that are kept alive by bytes that mean nothing.
    package var progressMillisecondsMax: Int?
    /// From the call to the end.
    package var totalMillisecondsMax: Int

    package init(
        queueMillisecondsMax: Int = 5_000, connectMillisecondsMax: Int = 5_000,
        headMillisecondsMax: Int? = nil, quietMillisecondsMax: Int? = nil,
        progressMillisecondsMax: Int? = nil, totalMillisecondsMax: Int = 30_000
    ) {
        self.queueMillisecondsMax = queueMillisecondsMax
        self.connectMillisecondsMax = connectMillisecondsMax
        self.headMillisecondsMax = headMillisecondsMax
        self.quietMillisecondsMax = quietMillisecondsMax
        self.progressMillisecondsMax = progressMillisecondsMax
        self.totalMillisecondsMax = totalMillisecondsMax
    }
}
