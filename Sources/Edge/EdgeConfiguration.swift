/// Where the server listens and whom it believes.
package struct EdgeConfiguration: Sendable {
    package var host: String
    /// 0 takes any free port; `EdgeServer.boundPort()` tells which.
    package var port: Int
    /// PEM files. Without them the server speaks plain HTTP.
    package var tls: (certificatePath: String, keyPath: String)?
    /// Addresses or CIDR blocks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    package var trustedProxies: [String]
    package var limits: EdgeLimits
    /// The `Server` header of every response; none when nil.
    package var serverName: String?

    package init(
        host: String = "127.0.0.1",
        port: Int = 8080,
        tls: (certificatePath: String, keyPath: String)? = nil,
        trustedProxies: [String] = [],
        limits: EdgeLimits = EdgeLimits(),
        serverName: String? = nil
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.trustedProxies = trustedProxies
        self.limits = limits
        self.serverName = serverName
    }
}
