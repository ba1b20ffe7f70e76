/// The databases that one set of query texts serves, and all that they do not say alike.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
    case sqlite
    case postgres
}
