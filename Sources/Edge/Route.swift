/// One method and path of the HTTP side, and what answers it.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Response

    package let method: String
    /// Segments with captures: `/help/:id`; `*` matches one segment, `**` the rest.
    package let path: String
    /// A longer body is answered with 413 and never reaches the handler.
    package let bodyBytesMax: Int
    package let handler: Handler

    package init(
        _ method: String,
        _ path: String,
        bodyBytesMax: Int = 64 * 1024,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.bodyBytesMax = bodyBytesMax
        self.handler = handler
    }
}
