import CCurl

/// A transfer at work: its handle, its clock, and what libcurl calls. Of the transfer thread alone.
@safe final class RunningTransfer {
    let state: TransferState
    let handle: EasyHandle
    var clock: TransferClock
    private var head: HeadParser
    private var bodyBytes = 0
    private let bodyBytesMax: Int
    private let reach: OutboundReach
    /// An address that the name led to was out of reach.
    private var hasRefused = false
    /// Of a mail: what is said and handed over.
    private var dialogue: MailDialogue?
    /// Why we ended it ourselves, when we did.
    private var failure: OutboundFailure?

    init(_ state: TransferState, _ settings: OutboundSettings, clock: TransferClock) throws(OutboundFailure) {
        self.state = state
        self.clock = clock
        head = HeadParser(bytesMax: settings.headBytesMax)
        reach = settings.reach
        switch state.work {
        case .request(let request):
            handle = try EasyHandle(request, settings)
            bodyBytesMax = request.bodyBytesMax
        case .mail(let mail):
            handle = try EasyHandle(mail)
            bodyBytesMax = settings.headBytesMax
            dialogue = MailDialogue(mail, replyBytesMax: settings.headBytesMax)
        }
        unsafe try handle.call(
            EasyHandle.Callbacks(
                onHead: { bytes, size, count, target in
                    unsafe RunningTransfer.at(target).receiveHead(
                        UnsafeRawBufferPointer(start: bytes, count: size * count))
                },
                onBody: { bytes, size, count, target in
                    unsafe RunningTransfer.at(target).receiveBody(
                        UnsafeRawBufferPointer(start: bytes, count: size * count))
                },
                onConnected: { target, _, _, _, _ in
                    unsafe RunningTransfer.at(target).clock.connect(at: .now)
                    return CURL_PREREQFUNC_OK
                },
                onUpload: { bytes, size, count, target in
                    unsafe RunningTransfer.at(target).upload(
                        into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
                },
                onSocket: { target, _, address in
                    unsafe RunningTransfer.at(target).openSocket(for: address)
                },
                target: Unmanaged.passUnretained(self).toOpaque()))
    }

    /// The transfer behind libcurl's pointer. It outlives its handle, which it owns.
    private static func at(_ pointer: UnsafeMutableRawPointer?) -> RunningTransfer {
        guard let pointer = unsafe pointer else {
            preconditionFailure("libcurl calls with what it was given")
        }
        return unsafe Unmanaged<RunningTransfer>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// What became of it, in our words.
    func verdict(_ code: CURLcode) -> ResponseBuffer.Ending {
        if let failure { return .failed(failure) }
        guard code != CURLE_OK else { return .complete }
        if hasRefused, clock.connectedAt == nil {
            return .failed(OutboundFailure(.privateAddress, curlCode: Int(code.rawValue)))
        }
        if let dialogue {
            return .failed(dialogue.failure(curl: code, isConnected: clock.connectedAt != nil))
        }
        return .failed(OutboundFailure(curl: code, isConnected: clock.connectedAt != nil))
    }

    /// Asked with the very address that is connected to: what a name says a moment later does not matter.
    private func openSocket(for address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address = unsafe address else { return CURL_SOCKET_BAD }
        if reach != .anywhere {
            var bytes = [UInt8](repeating: 0, count: 16)
            let isKnown = unsafe baton_curl_address(address, &bytes) != 0
            guard isKnown, reach.allows(bytes) else {
                hasRefused = true
                return CURL_SOCKET_BAD
            }
        }
        return unsafe baton_curl_open(address)
    }

    private static let refuse = 0

    private func receiveHead(_ line: UnsafeRawBufferPointer) -> Int {
        guard dialogue == nil else { return unsafe receiveReply(line) }
        switch unsafe head.receive(line) {
        case .more: break
        case .head(let head):
            clock.receiveHead(at: .now)
            state.receive(head)
        case .tooLarge:
            failure = OutboundFailure(.tooLarge)
            return Self.refuse
        }
        return line.count
    }

    private func receiveBody(_ piece: UnsafeRawBufferPointer) -> Int {
        guard bodyBytes + piece.count <= bodyBytesMax else {
            failure = OutboundFailure(.tooLarge)
            return Self.refuse
        }
        guard unsafe state.receive(piece) else { return Int(CURL_WRITEFUNC_PAUSE) }
        bodyBytes += piece.count
        clock.receive(at: .now)
        return piece.count
    }

    private func receiveReply(_ line: UnsafeRawBufferPointer) -> Int {
        guard unsafe dialogue?.receive(line) == true else {
            failure = OutboundFailure(.tooLarge)
            return Self.refuse
        }
        if dialogue?.isKept == true {
            handle.shortenGoodbye()
            state.end(.complete)
        }
        return line.count
    }

    private func upload(into room: UnsafeMutableRawBufferPointer) -> Int {
        unsafe dialogue?.upload(into: room) ?? 0
    }
}
