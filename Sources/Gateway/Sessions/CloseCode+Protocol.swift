import Edge

/// The close codes of the chat protocol, beside those that the edge sends by itself.
extension CloseCode {
    static let signInAgain = 4001
    static let goAway = 4002
    static let tooManyBadFrames = 4400
    static let tooManyConnections = 4429
}
