/// What a test client reports.
package enum WireError: Error, Equatable {
    case timedOut(String)
    case closed
    case malformed(String)
}
