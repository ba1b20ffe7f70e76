import CCurl

/// One request as libcurl knows it: the options, and the memory that they point to.
@safe final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// A request's header lines, or a mail's recipients: libcurl points at them while it works.
    private(set) var lines: UnsafeMutablePointer<curl_slist>?

    /// What the callbacks are, and what they are given.
    @unsafe struct Callbacks {
        let onHead: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
        let onBody: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
        let onConnected:
            @convention(c) (
                UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?, Int32,
                Int32
            ) -> Int32
        let onUpload: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
        /// Opens a socket, or refuses to.
        let onSocket:
            @convention(c) (
                UnsafeMutableRawPointer?, curlsocktype, UnsafeMutablePointer<curl_sockaddr>?
            ) -> curl_socket_t
        let target: UnsafeMutableRawPointer
    }

    init(_ request: OutboundRequest, _ settings: OutboundSettings) throws(OutboundFailure) {
        if let flaw = request.flaw { throw OutboundFailure(.invalid(flaw)) }
        guard let created = unsafe curl_easy_init() else { throw OutboundFailure(.invalid(.option)) }
        unsafe pointer = unsafe created
        unsafe lines = nil
        try setAddress(request, settings)
        try setTransport(request, settings)
        try setContent(request)
    }

    init(_ mail: OutboundMail) throws(OutboundFailure) {
        if let flaw = mail.flaw { throw OutboundFailure(.invalid(flaw)) }
        guard let created = unsafe curl_easy_init() else { throw OutboundFailure(.invalid(.option)) }
        unsafe pointer = unsafe created
        unsafe lines = nil
        try set(mail)
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(lines)
    }

    func call(_ callbacks: Callbacks) throws(OutboundFailure) {
        unsafe try check(baton_curl_set_reader(pointer, CURLOPT_HEADERFUNCTION, callbacks.onHead))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_HEADERDATA, callbacks.target))
        unsafe try check(baton_curl_set_reader(pointer, CURLOPT_WRITEFUNCTION, callbacks.onBody))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_WRITEDATA, callbacks.target))
        unsafe try check(baton_curl_set_reader(pointer, CURLOPT_READFUNCTION, callbacks.onUpload))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_READDATA, callbacks.target))
        unsafe try check(baton_curl_set_prerequest(pointer, callbacks.onConnected))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_PREREQDATA, callbacks.target))
        unsafe try check(baton_curl_set_opener(pointer, callbacks.onSocket))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, callbacks.target))
        unsafe try check(baton_curl_set_pointer(pointer, CURLOPT_PRIVATE, callbacks.target))
    }

    /// Goes on after a pause; what libcurl had kept back is delivered before this returns.
    func resume() -> CURLcode { unsafe curl_easy_pause(pointer, CURLPAUSE_RECV_CONT) }

    /// Where it goes, and where it must not go.
    private func setAddress(
        _ request: OutboundRequest, _ settings: OutboundSettings
    ) throws(OutboundFailure) {
        // libcurl also speaks file, ftp, smb and a dozen more.
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        // A redirect would carry the key to wherever it points.
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_PROXY, settings.proxy ?? "")
        try set(CURLOPT_NOPROXY, "")
        try set(CURLOPT_URL, request.url)
    }

    private func setTransport(
        _ request: OutboundRequest, _ settings: OutboundSettings
    ) throws(OutboundFailure) {
        try set(CURLOPT_NOSIGNAL, 1)
        // Else removing a transfer would wait for the thread that resolves its host.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = settings.caFile { try set(CURLOPT_CAINFO, file) }
        // Ours decides. libcurl is told so that it shares the time among the addresses of a name.
        try set(CURLOPT_CONNECTTIMEOUT_MS, request.deadlines.connectMillisecondsMax)
        try set(CURLOPT_TIMEOUT_MS, 0)
    }

    private func setContent(_ request: OutboundRequest) throws(OutboundFailure) {
        // The body of an error says what is wrong.
        try set(CURLOPT_FAILONERROR, 0)
        // "" stands for all that this libcurl can decode. Without it nothing is decoded.
        if request.acceptsCompression { try set(CURLOPT_ACCEPT_ENCODING, "") }
        if request.method == .post {
            try set(CURLOPT_POST, 1)
            try check(
                unsafe baton_curl_set_offset(
                    pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            let code = unsafe request.body.withUnsafeBytes { bytes in
                // A null pointer would make libcurl ask for the body instead of sending none.
                unsafe baton_curl_set_pointer(
                    pointer, CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress ?? UnsafeRawPointer(pointer)))
            }
            try check(code)
        }
        // An empty one: no waiting for "100 Continue" before a large body.
        try append("Expect:")
        for header in request.headers {
            try append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        unsafe try check(baton_curl_set_headers(pointer, lines))
    }

    func append(_ line: String) throws(OutboundFailure) {
        guard let longer = unsafe curl_slist_append(lines, line) else {
            throw OutboundFailure(.invalid(.option))
        }
        unsafe lines = unsafe longer
    }

    func set(_ option: CURLoption, _ value: Int) throws(OutboundFailure) {
        try check(unsafe baton_curl_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(OutboundFailure) {
        try check(unsafe baton_curl_set_text(pointer, option, value))
    }

    /// An option that is not taken is no small thing: the next one may be the limit on protocols.
    func check(_ code: CURLcode) throws(OutboundFailure) {
        guard code == CURLE_OK else {
            throw OutboundFailure(.invalid(.option), curlCode: Int(code.rawValue))
        }
    }
}
