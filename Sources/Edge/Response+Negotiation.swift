extension Response {
    /// Below this a packet is no shorter for it.
    package static let packedBytesMin = 1024

    /// How a body may be shortened on its way.
    ///
    /// Only bodies that are the same for everybody may be: in one that mixes a secret with a text that
    /// somebody else chose, the length tells the secret (BREACH).
    package enum Packing: Sendable {
        case never
        case forEachAnswer
        /// Packed once; `nil` when that made it no shorter.
        case already([UInt8]?)
    }

    /// The same answer as this request can take it: packed, or not at all when the asker has it.
    func negotiated(with request: Request) -> Response {
        var response = self
        let packed = packed(for: request)
        if isPackable { response.headers.append(("Vary", "Accept-Encoding")) }
        if let packed {
            response.body = packed
            response.headers.append(("Content-Encoding", "gzip"))
        }
        guard status == 200, let tag = header("ETag") else { return response }
        // A strong tag names the bytes that are sent, so the packed ones have a tag of their own.
        let packedTag = tag.dropLast() + "-gzip\""
        response.headers = response.headers.map {
            $0.0.lowercased() == "etag" && packed != nil ? ($0.0, String(packedTag)) : $0
        }
        guard EntityTags(request.header("if-none-match")).hold(anyOf: [tag, String(packedTag)]) else {
            return response
        }
        response.status = 304
        response.body = []
        response.headers.removeAll { ["content-type", "content-encoding"].contains($0.0.lowercased()) }
        return response
    }

    private var isPackable: Bool {
        if case .never = packing { return false }
        return true
    }

    private func packed(for request: Request) -> [UInt8]? {
        guard body.count >= Self.packedBytesMin, header("Content-Encoding") == nil,
            AcceptedCodings(request.header("accept-encoding")).takeGzip
        else { return nil }
        return switch packing {
        case .never: nil
        case .forEachAnswer: Gzip.packed(body, level: Gzip.quick)
        case .already(let packed): packed
        }
    }
}

/// The content codings that a client takes (RFC 9110, 12.5.3).
struct AcceptedCodings {
    let takeGzip: Bool

    init(_ field: String?) {
        var weights: [String: Double] = [:]
        for part in (field ?? "").split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let name = pieces.first else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }
            weights[name] = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
        takeGzip = (weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0) > 0
    }
}

/// The tags of an `If-None-Match` (RFC 9110, 13.1.2), compared weakly: a proxy may have weakened them.
struct EntityTags {
    private let tags: [Substring]

    init(_ field: String?) {
        tags = (field ?? "").split(separator: ",").map { part in
            let tag = part.drop { $0 == " " }
            let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            return strong.last == " " ? strong.dropLast() : strong
        }
    }

    func hold(anyOf wanted: [String]) -> Bool {
        tags.contains { tag in tag == "*" || wanted.contains { $0 == tag } }
    }
}
