import Conversations

/// An id that a test made up.
func id<Kind>(_ name: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(name) else { preconditionFailure("\(name) is no id") }
    return id
}
