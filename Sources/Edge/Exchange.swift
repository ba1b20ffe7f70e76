internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// One request and its answer, between Hummingbird's types and ours.
struct Exchange: Sendable {
    let entrance: Entrance

    /// Reads the body, calls the route, and turns whatever comes back or is thrown into a response.
    func answer(
        _ incoming: HummingbirdCore.Request, _ context: ConnectionContext, _ route: Route
    ) async throws -> HummingbirdCore.Response {
        let outcome = try await body(incoming, context, bytesMax: route.bodyBytesMax)
        switch outcome {
        case .tooLarge(let isRead):
            let problem = Response.problem(413, "The body is larger than \(route.bodyBytesMax) bytes.")
            return finish(isRead ? problem : closing(problem), request(incoming, context), context)
        case .body(let bytes):
            let request = request(incoming, context, body: bytes)
            return finish(await response(to: request, route), request, context)
        }
    }

    /// For answers that do not depend on a body: it is thrown away, within bounds.
    func answerWithoutBody(
        _ incoming: HummingbirdCore.Request, _ context: ConnectionContext,
        _ respond: (Request) -> Response
    ) async throws -> HummingbirdCore.Response {
        let outcome = try await body(incoming, context, bytesMax: 0)
        let request = request(incoming, context)
        let response = respond(request)
        if case .tooLarge(isRead: false) = outcome { return finish(closing(response), request, context) }
        return finish(response, request, context)
    }

    private func response(to request: Request, _ route: Route) async -> Response {
        do {
            return try await route.handler(request)
        } catch let failure as HTTPFailure {
            return .problem(failure.status, failure.message)
        } catch {
            entrance.logger.error(
                "request handler failed",
                metadata: [
                    "method": "\(route.method)", "route": "\(route.path)", "error": "\(error)",
                    "error_type": "\(type(of: error))",
                ])
            return .problem(500, "Something went wrong on our side.")
        }
    }

    private func body(
        _ incoming: HummingbirdCore.Request, _ context: ConnectionContext, bytesMax: Int
    ) async throws -> BodyReader.Outcome {
        let channel = context.channel
        let timer = channel.eventLoop.scheduleTask(in: .seconds(entrance.limits.requestBodySeconds)) {
            channel.close(promise: nil)
        }
        defer { timer.cancel() }
        let reader = BodyReader(bytesMax: bytesMax, discardBytesMax: entrance.limits.bodyDiscardBytesMax)
        return try await reader.read(incoming)
    }
}

// MARK: - Translation

extension Exchange {
    private func request(
        _ incoming: HummingbirdCore.Request, _ context: ConnectionContext, body: [UInt8] = []
    ) -> Request {
        var headers = incoming.headers.map { ($0.name.canonicalName, $0.value) }
        // HTTPTypes moves the Host field into the request's authority.
        if let authority = incoming.head.authority { headers.append(("host", authority)) }
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = PercentEncoding.decode(value) }
        let rest = context.parameters.getCatchAll()
        if !rest.isEmpty { parameters["**"] = rest.map { PercentEncoding.decode($0) }.joined(separator: "/") }
        return entrance.request(
            method: incoming.method.rawValue, target: incoming.head.path ?? "/", headers: headers,
            parameters: parameters, body: body, channel: context.channel)
    }

    private func finish(
        _ response: Response, _ request: Request, _ context: ConnectionContext
    ) -> HummingbirdCore.Response {
        let response = entrance.dressed(response.negotiated(with: request), for: request)
        if response.header("connection")?.lowercased() == "close" { closeAfterResponse(context.channel) }
        var fields = HTTPFields()
        for (name, value) in response.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        let status = (200...599).contains(response.status) ? response.status : 500
        return HummingbirdCore.Response(
            status: .init(code: status), headers: fields,
            body: response.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: response.body)))
    }

    private func closing(_ response: Response) -> Response {
        var response = response
        response.headers.append(("Connection", "close"))
        return response
    }

    /// Hummingbird closes after a response only when the request asked for it, or when it is quiescing.
    /// The event is queued before the response is written, so it is seen first.
    private func closeAfterResponse(_ channel: any Channel) {
        channel.eventLoop.execute {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }
}
