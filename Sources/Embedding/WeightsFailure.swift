/// Why a file of weights cannot be used, and what to do about it.
package enum WeightsFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(path: String)
    /// The system's reason, such as "Permission denied".
    case unreadable(path: String, reason: String)
    /// Lengths in bytes.
    case truncated(expected: Int, actual: Int)
    /// The file begins with something else, or its sizes contradict each other.
    case notWeights
    case wrongVersion(found: Int, expected: Int)
    /// The checksum does not fit the contents.
    case damaged

    package var description: String {
        switch self {
        case .missing(let path): "There is no embedding model at \(path). Run script/weights to fetch it."
        case .unreadable(let path, let reason):
            "The embedding model at \(path) cannot be read (\(reason)). Correct that, or run script/weights."
        case .truncated(let expected, let actual):
            "The embedding model is cut off: \(actual) of \(expected) bytes. Run script/weights again."
        case .notWeights: "The file is no embedding model of Baton. Run script/weights to make one."
        case .wrongVersion(let found, let expected):
            "The embedding model has format \(found), and this Baton reads \(expected). Run script/weights."
        case .damaged:
            "The embedding model is damaged: its checksum is wrong. Run script/weights to fetch it again."
        }
    }
}
