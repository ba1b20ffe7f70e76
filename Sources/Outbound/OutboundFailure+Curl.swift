import CCurl

extension OutboundFailure {
    /// libcurl's verdict in our words.
    ///
    /// - Parameter isConnected: some codes mean different things before and after the connection stood.
    init(curl code: CURLcode, isConnected: Bool) {
        self.init(Self.kind(code, isConnected: isConnected), curlCode: Int(code.rawValue))
    }

    private static func kind(_ code: CURLcode, isConnected: Bool) -> Kind {
        switch code {
        // After connecting it is an answer in HTTP/0.9, which begins with its body.
        case CURLE_UNSUPPORTED_PROTOCOL: isConnected ? .malformed : .invalid(.scheme)
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: .invalid(.url)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_PROXY:
            .unreachable
        case CURLE_OPERATION_TIMEDOUT: .late(isConnected ? .total : .connect)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            .untrusted
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .malformed
        // What libcurl says to a header beyond its own bounds.
        case CURLE_OUT_OF_MEMORY, CURLE_FILESIZE_EXCEEDED: .tooLarge
        default: .disconnected
        }
    }
}
