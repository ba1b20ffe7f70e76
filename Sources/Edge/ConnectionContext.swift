internal import Hummingbird
internal import NIOCore

/// Hummingbird's context of one request, which for us is the connection that it came in on.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
