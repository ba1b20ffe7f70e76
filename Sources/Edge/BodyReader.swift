internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// Reads a request's body up to a limit, and a little beyond it so that the client can read the refusal.
struct BodyReader {
    enum Outcome {
        case body([UInt8])
        /// `isRead`: the connection can be used again.
        case tooLarge(isRead: Bool)
    }

    let bytesMax: Int
    let discardBytesMax: Int

    func read(_ request: HummingbirdCore.Request) async throws -> Outcome {
        let declaredBytes = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        if declaredBytes > bytesMax + discardBytesMax { return .tooLarge(isRead: false) }
        var bytes: [UInt8] = []
        var total = 0
        for try await buffer in request.body {
            total += buffer.readableBytes
            if total <= bytesMax {
                bytes += buffer.readableBytesView
            } else {
                bytes = []
                if total > bytesMax + discardBytesMax { return .tooLarge(isRead: false) }
            }
        }
        return total <= bytesMax ? .body(bytes) : .tooLarge(isRead: true)
    }
}
