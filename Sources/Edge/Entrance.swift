internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// What every connection of a server shares: who is believed, who may enter, how an answer is dressed.
struct Entrance: Sendable {
    let limits: EdgeLimits
    let isTLS: Bool
    let proxies: TrustedProxies
    let sockets: [String: SocketRoute]
    let registry: SocketRegistry
    let decorate: (@Sendable (Request, Response) -> Response)?
    let logger: Logger

    func request(
        method: String,
        target: String,
        headers: [(String, String)],
        parameters: [String: String] = [:],
        body: [UInt8] = [],
        channel: any Channel
    ) -> Request {
        func joined(_ name: String) -> String? {
            let values = headers.filter { $0.0.lowercased() == name }.map(\.1)
            return values.isEmpty ? nil : values.joined(separator: ",")
        }
        let client = proxies.client(
            peer: channel.remoteAddress?.ipAddress ?? "unknown",
            forwardedFor: joined("x-forwarded-for"),
            forwardedProto: joined("x-forwarded-proto"))
        return Request(
            method: method, target: target, headers: headers, parameters: parameters, body: body,
            remoteAddress: client.address, isSecure: isTLS || client.isHTTPS)
    }

    func dressed(_ response: Response, for request: Request) -> Response {
        decorate?(request, response) ?? response
    }

    /// Counts a connection for as long as it lasts; false when its peer has too many.
    /// A proxy of ours stands for many clients and is not counted.
    func count(_ channel: any Channel) -> Bool {
        guard let peer = channel.remoteAddress?.ipAddress, !proxies.trusts(peer: peer) else { return true }
        guard registry.beginConnection(peer: peer) else { return false }
        channel.closeFuture.whenComplete { _ in registry.endConnection(peer: peer) }
        return true
    }
}
