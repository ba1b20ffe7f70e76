/// Why a transfer did not come to its end. It names no address, no header and no byte of a body.
package struct OutboundFailure: Error, Sendable, Hashable {
    package enum Deadline: String, Sendable, Hashable, CaseIterable {
        case queue
        case connect
        case head
        case quiet
        case progress
        case total
    }

    /// What is wrong with a request.
    package enum Flaw: String, Sendable, Hashable, CaseIterable {
        case scheme
        case url
        case header
        /// An e-mail address, a name or a password holds what would end a line.
        case mail
        /// libcurl lacks an option that we do not do without.
        case option
    }

    package enum Kind: Sendable, Hashable {
        /// It was never sent.
        case invalid(Flaw)
        /// As many as are allowed were waiting already.
        case busy
        case late(Deadline)
        /// No such host, or nothing that accepts connections.
        case unreachable
        /// Its name leads to addresses that the client may not connect to.
        case privateAddress
        /// TLS: no agreement, or a certificate that is not trusted.
        case untrusted
        /// The connection broke, or its framing did.
        case disconnected
        /// What came is not HTTP.
        case malformed
        /// More bytes than allowed in the head or in the body.
        case tooLarge
        /// The client has been shut down.
        case closed
        /// A mail server would not do what was asked.
        case mail(MailRefusal)
    }

    package let kind: Kind
    /// libcurl's own number, where it was libcurl that gave up.
    package let curlCode: Int?

    package init(_ kind: Kind, curlCode: Int? = nil) {
        self.kind = kind
        self.curlCode = curlCode
    }

    package static func late(_ deadline: Deadline) -> OutboundFailure { OutboundFailure(.late(deadline)) }
}

extension OutboundFailure: CustomStringConvertible {
    package var description: String {
        let sentence =
            switch kind {
            case .invalid(.scheme): "only http and https are spoken"
            case .invalid(.url): "the address holds spaces or control characters"
            case .invalid(.mail): "an address, the user's name or the password holds unusual characters"
            case .invalid(.header): "a header's name or value would break the request"
            case .invalid(.option): "this libcurl lacks an option that is needed: install a newer one"
            case .busy: "too many requests are waiting already"
            case .late(let deadline): deadline.sentence
            case .unreachable: "no connection could be made: check the address and that the server runs"
            case .privateAddress: "its address belongs to this machine or to a private network"
            case .untrusted: "TLS failed: check the server's certificate and the CA file"
            case .disconnected: "the connection broke off"
            case .malformed: "what came is not HTTP"
            case .tooLarge: "the response is larger than allowed"
            case .mail(let refusal): refusal.description
            case .closed: "outgoing requests have been shut down"
            }
        return curlCode.map { "\(sentence) (curl \($0))" } ?? sentence
    }
}

extension OutboundFailure.Deadline {
    fileprivate var sentence: String {
        switch self {
        case .queue: "no place became free in time"
        case .connect: "connecting took too long"
        case .head: "no answer began in time"
        case .quiet: "the answer stopped coming"
        case .progress: "nothing of use came in time"
        case .total: "the whole took too long"
        }
    }
}
