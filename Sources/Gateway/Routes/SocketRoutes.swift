import Edge
import Identity

/// Who may open a chat socket.
struct SocketRoutes: Sendable {
    let board: Switchboard
    let accessRoutes: AccessRoutes
    let sockets: VisitorSockets

    var routes: [SocketRoute] {
        [SocketRoute(path: "/ws/visitor", decide: visitor), SocketRoute(path: "/ws/agent", decide: agent)]
    }

    private func visitor(_ request: Request) async -> SocketDecision {
        guard board.settings.address.embedding.allows(request.origin) else { return Self.foreignOrigin }
        return .accept { connection in VisitorSession(connection: connection, board: board, sockets: sockets)
        }
    }

    private func agent(_ request: Request) async -> SocketDecision {
        // A cookie is sent along by any page of the same site: only the Origin tells our console from the
        // others.
        guard board.settings.address.own.allows(request.origin) else { return Self.foreignOrigin }
        guard let token = SessionCookie.token(of: request) else { return Self.signInFirst }
        do {
            guard let user = try await accessRoutes.access.user(ofSession: token) else {
                return Self.signInFirst
            }
            return .accept { connection in
                AgentSession(
                    connection: connection, board: board, user: user, sessionToken: token)
            }
        } catch {
            return .refuse(
                status: 503, message: "The session cannot be checked at the moment: try again shortly.")
        }
    }

    private static let signInFirst = SocketDecision.refuse(status: 401, message: "Sign in first.")
    private static let foreignOrigin = SocketDecision.refuse(
        status: 403, message: "This page's origin is not allowed: add it to allowed_origins.")
}
