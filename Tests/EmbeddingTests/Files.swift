import Foundation
import Testing

/// Where the tests find what they need.
enum Files {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let reference = tests.appending(path: "Fixtures/reference-vectors.json")
    static let weights = tests.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Models/all-minilm-l6-v2.baton").path

    /// Tests that need the weights are skipped without them.
    static let haveWeights = FileManager.default.fileExists(atPath: weights)
    static let skipReason: Comment = "Models/all-minilm-l6-v2.baton is missing: run script/weights"
}
