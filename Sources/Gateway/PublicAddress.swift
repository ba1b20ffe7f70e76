package import Edge
import Synchronization

/// The address that people use for Baton; with port 0 it is known only once the server listens.
package final class PublicAddress: Sendable {
    private let state: Mutex<String>
    private let extra: [String]

    /// - Parameters:
    ///   - url: without a path, as in `https://help.example.com`.
    ///   - allowedOrigins: the origins of the pages that may embed the widget.
    package init(url: String, allowedOrigins: [String]) {
        state = Mutex(url)
        extra = allowedOrigins
    }

    package var url: String { state.withLock { $0 } }

    package func set(url: String) { state.withLock { $0 = url } }

    /// Pages of Baton's own: the console and the help centre.
    package var own: OriginPolicy { OriginPolicy(allowed: ownOrigins) }

    /// Own pages, and the pages that the operator allowed.
    package var embedding: OriginPolicy { OriginPolicy(allowed: ownOrigins + extra) }

    /// On a loopback address both of its names are Baton's own, so that the demo page stands on another
    /// origin.
    private var ownOrigins: [String] {
        let url = url
        for (name, twin) in [("//127.0.0.1", "//localhost"), ("//localhost", "//127.0.0.1")]
        where url.contains(name) {
            return [url, url.replacing(name, with: twin)]
        }
        return [url]
    }
}
