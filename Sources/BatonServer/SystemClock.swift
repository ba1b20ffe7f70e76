package import Conversations
import Foundation

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    package func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    package func sleep(milliseconds: Int) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds))
    }
}

/// Random identifiers: version 4 UUIDs in lower case.
package enum RandomID {
    @Sendable package static func next() -> String { UUID().uuidString.lowercased() }
}
