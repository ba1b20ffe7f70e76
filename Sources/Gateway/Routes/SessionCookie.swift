import Edge
import Identity

/// The cookie that holds a session's token: out of reach of scripts, and never sent by another site.
enum SessionCookie {
    static let name = "baton_session"
    /// Over TLS the prefix makes the browser refuse a cookie that a neighbouring host planted (RFC 6265bis,
    /// 4.1.3.2).
    static let secureName = "__Host-baton_session"

    static func token(of request: Request) -> String? {
        request.cookies[request.isSecure ? secureName : name]
    }

    static func set(_ token: String, on response: Response, for request: Request) -> Response {
        adding("\(cookieName(request))=\(token); Max-Age=\(Session.hoursMax * 3600)", to: response, request)
    }

    static func cleared(on response: Response, for request: Request) -> Response {
        adding("\(cookieName(request))=; Max-Age=0", to: response, request)
    }

    private static func cookieName(_ request: Request) -> String { request.isSecure ? secureName : name }

    private static func adding(_ cookie: String, to response: Response, _ request: Request) -> Response {
        var response = response
        let secure = request.isSecure ? "; Secure" : ""
        response.headers.append(("Set-Cookie", "\(cookie); Path=/; HttpOnly; SameSite=Strict\(secure)"))
        return response
    }
}
