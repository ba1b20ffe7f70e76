internal import Glibc
internal import NIOCore

/// Why the server could not start; each description says what to do.
package enum EdgeError: Error, Equatable, CustomStringConvertible {
    case addressInUse(host: String, port: Int)
    case permissionDenied(host: String, port: Int)
    case addressNotAvailable(host: String, port: Int)
    case hostUnknown(host: String)
    case cannotListen(host: String, port: Int, errno: Int32)
    case tls(path: String, reason: String)
    case trustedProxy(String)
    case stopped

    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "\(host):\(port) is in use: stop the other program or choose another port"
        case .permissionDenied(let host, let port):
            "no permission to listen on \(host):\(port): ports below 1024 need root or a capability"
        case .addressNotAvailable(let host, let port):
            "cannot listen on \(host):\(port): this machine does not have that address"
        case .hostUnknown(let host):
            "cannot listen on '\(host)': the name does not resolve to an address"
        case .cannotListen(let host, let port, let errno):
            "cannot listen on \(host):\(port) (system error \(errno))"
        case .tls(let path, let reason):
            "TLS: \(path): \(reason)"
        case .trustedProxy(let entry):
            "trusted proxy '\(entry)' is neither an address nor a CIDR block such as 10.0.0.0/8"
        case .stopped:
            "the server has stopped"
        }
    }
}

extension EdgeError {
    /// The meaning of an error that came out of binding; nil when it is no such error.
    init?(binding error: any Error, host: String, port: Int) {
        if let error = error as? IOError {
            switch error.errnoCode {
            case EADDRINUSE: self = .addressInUse(host: host, port: port)
            case EACCES, EPERM: self = .permissionDenied(host: host, port: port)
            case EADDRNOTAVAIL: self = .addressNotAvailable(host: host, port: port)
            default: self = .cannotListen(host: host, port: port, errno: error.errnoCode)
            }
        } else if error is SocketAddressError || error is SocketAddressError.UnknownHost {
            self = .hostUnknown(host: host)
        } else {
            return nil
        }
    }
}
