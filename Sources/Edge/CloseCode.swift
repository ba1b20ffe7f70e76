/// The close codes that this room sends (RFC 6455, 7.4) and the rule for those that it accepts.
package enum CloseCode {
    package static let normal = 1000
    package static let goingAway = 1001
    package static let protocolError = 1002
    package static let unsupportedData = 1003
    package static let invalidText = 1007
    package static let tooBig = 1009
    package static let serverError = 1011
    /// The client did not read fast enough; it may reconnect and resume.
    package static let resumable = 4000

    /// Codes that may stand in a close frame: 1004 to 1006 and 1015 are for local use only.
    package static func isAllowedOnWire(_ code: Int) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
