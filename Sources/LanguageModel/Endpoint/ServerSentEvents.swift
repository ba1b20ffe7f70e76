/// Takes a stream of server-sent events apart, byte by byte, so that it can be cut anywhere.
///
/// The rules are those of the WHATWG HTML standard, section 9.2.6, with one addition: lines of an unknown
/// field are handed out instead of dropped, since some servers report errors that way.
package struct ServerSentEvents: Sendable {
    /// Of one event, its name and lines together.
    package static let eventBytesMax = 256 << 10

    package enum Item: Sendable, Hashable {
        /// The lines of its data, joined with LF.
        case event(name: String?, data: [UInt8])
        /// A line whose field the standard does not know, whole.
        case stray([UInt8])
    }

    /// An event grew beyond `eventBytesMax`.
    package struct TooLong: Error {}

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var line: [UInt8] = []
    private var name: String?
    private var data: [UInt8]?
    private var isFirstLine = true
    private var isAfterCR = false

    package init() {}

    /// What this byte completes, if anything.
    package mutating func receive(_ byte: UInt8) throws(TooLong) -> Item? {
        defer { isAfterCR = byte == 0x0D }
        switch byte {
        case 0x0A where isAfterCR: return nil
        case 0x0A, 0x0D: return endLine()
        default:
            guard line.count + (data?.count ?? 0) < Self.eventBytesMax else { throw TooLong() }
            line.append(byte)
            return nil
        }
    }

    /// What an end without its empty line leaves: the standard drops it, but servers that forget the line
    /// mean it.
    package mutating func finish() -> [Item] {
        let last = line.isEmpty ? nil : endLine()
        return [last, endEvent()].compactMap(\.self)
    }

    private mutating func endLine() -> Item? {
        defer { line = [] }
        if isFirstLine, line.starts(with: Self.byteOrderMark) { line.removeFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return endEvent() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[min(colon + 1, line.count)...]
        if value.first == UInt8(ascii: " ") { value.removeFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        // A comment, which keeps the connection alive.
        case "": return nil
        case "data": data = data.map { $0 + [0x0A] + value } ?? Array(value)
        case "event": name = String(decoding: value, as: UTF8.self)
        // For a client that reconnects, which makes no sense here.
        case "id", "retry": return nil
        default: return .stray(line)
        }
        return nil
    }

    private mutating func endEvent() -> Item? {
        defer { (name, data) = (nil, nil) }
        return data.map { .event(name: name, data: $0) }
    }
}
