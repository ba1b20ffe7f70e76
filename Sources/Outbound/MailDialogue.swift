import CCurl
import Glibc

/// One mail as it is handed over: what is left to upload, and what the server said.
struct MailDialogue {
    /// What libcurl is told when it leaves, also after a refusal.
    private static let goodbye = 221
    private static let done = 250

    private let text: [UInt8]
    private var uploaded = 0
    private let replyBytesMax: Int
    private var replyBytes = 0
    /// The first line of a reply that goes on.
    private var opening: SMTPReply?
    /// The last answer that was not a yes; a yes after it means that there was another way.
    private var refusal: SMTPReply?
    /// The server has the whole mail and says that it keeps it: what comes now is a goodbye.
    private(set) var isKept = false

    init(_ mail: OutboundMail, replyBytesMax: Int) {
        text = mail.text
        self.replyBytesMax = replyBytesMax
    }

    /// The next piece of the mail; 0 at its end.
    mutating func upload(into room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = text[uploaded..<min(text.count, uploaded + room.count)]
        unsafe room.copyBytes(from: piece)
        uploaded += piece.count
        return piece.count
    }

    /// One line of a reply: `250-more follows` or `250 the last`. False when the server says too much.
    mutating func receive(_ line: some Collection<UInt8>) -> Bool {
        replyBytes += line.count
        guard replyBytes <= replyBytesMax else { return false }
        guard let read = Self.read(line) else { return true }
        let reply = opening.flatMap { $0.code == read.reply.code ? $0 : nil } ?? read.reply
        opening = read.isLast ? nil : reply
        guard read.isLast else { return true }
        if reply.code >= 400 {
            refusal = reply
        } else if reply.code != Self.goodbye {
            refusal = nil
        }
        if !text.isEmpty, uploaded == text.count, reply.code == Self.done { isKept = true }
        return true
    }

    /// libcurl's verdict with the server's own words, where it was the server that refused.
    func failure(curl code: CURLcode, isConnected: Bool) -> OutboundFailure {
        let curl = Int(code.rawValue)
        switch code {
        case CURLE_LOGIN_DENIED: return OutboundFailure(.mail(.credentials(refusal)), curlCode: curl)
        case CURLE_USE_SSL_FAILED: return OutboundFailure(.mail(.withoutTLS), curlCode: curl)
        default: break
        }
        let ours = OutboundFailure(curl: code, isConnected: isConnected)
        switch ours.kind {
        case .late, .untrusted, .unreachable, .invalid: return ours
        default: return refusal.map { OutboundFailure(.mail(.mail($0)), curlCode: curl) } ?? ours
        }
    }

    private static func read(_ line: some Collection<UInt8>) -> (reply: SMTPReply, isLast: Bool)? {
        let digits = line.prefix(3)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        let rest = line.dropFirst(3)
        let words = String(decoding: rest.dropFirst(), as: UTF8.self).unicodeScalars
            .filter { $0.properties.generalCategory != .control }
        let text = String(String.UnicodeScalarView(words)).prefix(SMTPReply.lineCharactersMax)
        return (SMTPReply(code: code, line: String(text)), rest.first != UInt8(ascii: "-"))
    }
}
