/// One connection of a scripted endpoint: reads a request, plays its steps, and again.
struct EndpointConnection: Sendable {
    /// A request larger than this ends the connection.
    static let requestBytesMax = 8 << 20
    /// What happened to the connection.
    private enum Outcome {
        case goesOn
        case closed
        case hungUp
    }

    private let socket: StreamSocket
    private let number: Int
    private let log: EndpointLog

    init(_ socket: StreamSocket, number: Int, log: EndpointLog) {
        self.socket = socket
        self.number = number
        self.log = log
    }

    /// Until the client or the script closes, or the endpoint is stopped.
    func serve() {
        var received: [UInt8] = []
        while let request = readRequest(&received) {
            let number = log.saw(request)
            for step in log.answer(number, request) {
                switch play(step) {
                case .goesOn: continue
                case .closed: return
                case .hungUp:
                    log.hungUp(number)
                    return socket.close()
                }
            }
        }
        socket.close()
    }

    private func readRequest(_ received: inout [UInt8]) -> SeenRequest? {
        while !log.isStopped, received.count < Self.requestBytesMax {
            if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                guard let seen = SeenRequest(head: head, body: "", connection: number) else { return nil }
                let length = seen.headers["content-length"].flatMap { Int($0) } ?? 0
                if received.count >= end.upperBound + length {
                    let body = received[end.upperBound..<end.upperBound + length]
                    defer { received.removeFirst(end.upperBound + length) }
                    return SeenRequest(
                        head: head, body: String(decoding: body, as: UTF8.self), connection: number)
                }
            }
            switch socket.receive() {
            case .bytes(let bytes): received += bytes
            case .nothingYet: continue
            case .end: return nil
            }
        }
        return nil
    }

    private func play(_ step: Script.Step) -> Outcome {
        switch step {
        case .head(let status, let lines):
            send((["HTTP/1.1 \(status) Scripted"] + lines + ["", ""]).joined(separator: "\r\n").utf8)
        case .text(let text, let piece): send(Array(text.utf8), pieceBytes: piece)
        case .bytes(let bytes, let piece): send(bytes, pieceBytes: piece)
        case .chunk(let text): send(chunk(text.utf8))
        case .chunkBytes(let bytes): send(chunk(bytes))
        case .lastChunk: send("0\r\n\r\n".utf8)
        case .pause(let milliseconds): wait(milliseconds: milliseconds)
        case .hold: hold()
        case .drip(let text, let milliseconds):
            forever { send(chunk(text.utf8)) == .hungUp ? .hungUp : wait(milliseconds: milliseconds) }
        case .flood(let bytes): flood(bytes: bytes)
        case .gzipBomb:
            send(chunk(GzipBomb.beginning)) == .hungUp
                ? .hungUp : forever { send(chunk(GzipBomb.continuation)) }
        case .longHeader(let bytes):
            send("X-Long: ".utf8) == .hungUp ? .hungUp : send([UInt8](repeating: 0x61, count: bytes))
        case .close: closed { socket.close() }
        case .reset: closed { socket.reset() }
        }
    }

    private func closed(_ close: () -> Void) -> Outcome {
        close()
        return .closed
    }

    private func send(_ bytes: some Collection<UInt8>) -> Outcome {
        socket.send(bytes) ? .goesOn : .hungUp
    }

    private func send(_ bytes: [UInt8], pieceBytes: Int?) -> Outcome {
        guard let size = pieceBytes, size > 0 else { return send(bytes) }
        for start in stride(from: 0, to: bytes.count, by: size)
        where send(bytes[start..<min(start + size, bytes.count)]) == .hungUp {
            return .hungUp
        }
        return .goesOn
    }

    private func chunk(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    private func flood(bytes: Int) -> Outcome {
        let size = 65_536
        let piece = chunk([UInt8](repeating: 0x20, count: size))
        for _ in 0..<max(1, bytes / size) where log.isStopped || send(piece) == .hungUp { return .hungUp }
        return .goesOn
    }

    private func forever(_ again: () -> Outcome) -> Outcome {
        while !log.isStopped, again() != .hungUp {}
        return .hungUp
    }

    private func wait(milliseconds: Int) -> Outcome {
        socket.hangsUp(withinMilliseconds: milliseconds) ? .hungUp : .goesOn
    }

    private func hold() -> Outcome {
        while !log.isReleased {
            if socket.hangsUp(withinMilliseconds: StreamSocket.lookMilliseconds) { return .hungUp }
        }
        return .goesOn
    }
}
