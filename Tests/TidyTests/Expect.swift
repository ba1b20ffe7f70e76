import Testing

/// Fails with one line a violation, so that a report names all of them at once.
func expectNone(_ violations: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    let report = Comment(rawValue: violations.joined(separator: "\n"))
    #expect(violations.isEmpty, report, sourceLocation: sourceLocation)
}
