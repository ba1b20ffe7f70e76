/// Why a source cannot be read at all, and what to do.
package struct SourceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
