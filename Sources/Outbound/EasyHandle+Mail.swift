import CCurl

extension EasyHandle {
    /// How long the server's goodbye is waited for: libcurl's thread stands still meanwhile.
    private static let goodbyeSecondsMax = 2

    /// Called once the mail is delivered: nothing that the server says now matters.
    func shortenGoodbye() { _ = try? set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.goodbyeSecondsMax) }

    func set(_ mail: OutboundMail) throws(OutboundFailure) {
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_URL, mail.url)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_QUICK_EXIT, 1)
        // A connection that is kept would go on under another user's name, or without the TLS now asked for.
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_FORBID_REUSE, 1)
        try setSecurity(mail)
        try set(CURLOPT_CONNECTTIMEOUT_MS, mail.deadlines.connectMillisecondsMax)
        try set(CURLOPT_TIMEOUT_MS, mail.deadlines.totalMillisecondsMax)
        // Whole seconds, counted anew for every answer, the one to a goodbye included.
        try set(
            CURLOPT_SERVER_RESPONSE_TIMEOUT,
            max(Self.goodbyeSecondsMax, mail.deadlines.totalMillisecondsMax / 1000))
        if let credentials = mail.credentials {
            try set(CURLOPT_USERNAME, credentials.user)
            try set(CURLOPT_PASSWORD, credentials.password)
        }
        guard !mail.recipients.isEmpty else {
            // Connects, signs in, and says a command that does nothing.
            try set(CURLOPT_NOBODY, 1)
            return try set(CURLOPT_CUSTOMREQUEST, "NOOP")
        }
        try setEnvelope(mail)
    }

    private func setSecurity(_ mail: OutboundMail) throws(OutboundFailure) {
        let needs =
            switch mail.encryption {
            case .never: CURLUSESSL_NONE
            case .whenOffered: CURLUSESSL_TRY
            case .always: CURLUSESSL_ALL
            }
        try set(CURLOPT_USE_SSL, Int(needs.rawValue))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = mail.caFile { try set(CURLOPT_CAINFO, file) }
    }

    private func setEnvelope(_ mail: OutboundMail) throws(OutboundFailure) {
        try set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        for recipient in mail.recipients { try append("<\(recipient)>") }
        unsafe try check(baton_curl_set_recipients(pointer, lines))
        try set(CURLOPT_UPLOAD, 1)
        try check(
            unsafe baton_curl_set_offset(pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.text.count)))
    }
}
