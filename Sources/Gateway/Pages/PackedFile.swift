import Edge

/// A script or a style as it is sent: with its ETag, and packed once for all who ask.
struct PackedFile: Sendable {
    private let bytes: [UInt8]
    private let packed: [UInt8]?
    private let contentType: String
    private let etag: String

    /// `isTight` takes a tenth of a second to save some 4 %.
    init(_ bytes: [UInt8], contentType: String, isTight: Bool = false) {
        self.bytes = bytes
        self.contentType = contentType
        packed = isTight ? Gzip.tight(bytes) : Gzip.packed(bytes, level: Gzip.smallest)
        etag = EntityTag.of(bytes)
    }

    func answer(cache: String) -> Response {
        var response = Response.bytes(bytes, contentType: contentType)
        response.headers += [("ETag", etag), ("Cache-Control", cache)]
        response.packing = .already(packed)
        return response
    }
}
