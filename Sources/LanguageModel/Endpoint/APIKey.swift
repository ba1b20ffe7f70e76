import Glibc

/// The key to an endpoint. Nothing that describes, prints or reflects it shows it: only a request does.
package struct APIKey: Sendable, Hashable {
    package static let bytesMax = 4_096
    /// Pieces of the key from this length on are taken out of what a server says.
    static let pieceBytesMin = 8

    /// Why a text is no key. It never repeats the text.
    package enum Flaw: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case empty
        case tooLong
        case unprintable
        case unreadableFile

        package var description: String {
            switch self {
            case .empty: "the key is empty"
            case .tooLong: "the key is longer than \(APIKey.bytesMax) bytes: is this the right file?"
            case .unprintable:
                "the key holds spaces or unusual characters: give the key alone, without \"Bearer\""
            case .unreadableFile: "the file with the key cannot be read"
            }
        }
    }

    let text: String

    /// White space around it, such as the line end of a file, does not belong to it.
    package init(_ text: String) throws(Flaw) {
        let bytes = Array(text.utf8.drop { $0.isSpace }.reversed().drop { $0.isSpace }.reversed())
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.bytesMax else { throw .tooLong }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .unprintable }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    package init(file path: String) throws(Flaw) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadableFile }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 2 * Self.bytesMax)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .unreadableFile }
        try self.init(String(decoding: bytes[..<count], as: UTF8.self))
    }

    /// `said` without the key, and without any longer piece of it: servers repeat keys in their complaints.
    func removed(from said: String) -> String {
        let (key, bytes) = (Array(text.utf8), Array(said.utf8))
        let length = min(Self.pieceBytesMin, key.count)
        guard bytes.count >= length else { return said }
        let pieces = Set((0...(key.count - length)).map { Array(key[$0..<$0 + length]) })
        var isKey = [Bool](repeating: false, count: bytes.count)
        for start in 0...(bytes.count - length) where pieces.contains(Array(bytes[start..<start + length])) {
            for index in start..<start + length { isKey[index] = true }
        }
        var kept: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if !isKey[index] {
                kept.append(byte)
            } else if index == 0 || !isKey[index - 1] {
                kept += "[key]".utf8
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[key]" }
    package var debugDescription: String { "[key]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension UInt8 {
    /// Space, tab or a line end.
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
