import Edge
import Web

/// Scripts and styles, from memory, packed once at start, with an ETag each.
struct AssetRoutes: Sendable {
    /// A host page may keep the widget this long before it asks again.
    static let widgetSecondsMax = 300
    static let iconSecondsMax = 86_400

    private struct File: Sendable {
        let bytes: [UInt8]
        let packed: [UInt8]?
        let contentType: String
        let etag: String
    }

    private let files: [String: File]
    private let widget: WidgetScripts
    /// The widget's script by language.
    private let widgetFiles: [String: File]

    init(assets: Assets, widget: WidgetScripts) {
        files = assets.files.reduce(into: [:]) { files, asset in
            guard let contentType = Self.contentType(asset.key) else { return }
            files[asset.key] = Self.file(asset.value, contentType)
        }
        self.widget = widget
        widgetFiles = widget.scripts.mapValues {
            Self.file(Array($0.utf8), "text/javascript; charset=utf-8")
        }
    }

    var routes: [Route] {
        [
            Route("GET", "/widget.js") { request in
                let language = widget.language(
                    asked: request.query["language"], accepted: request.header("accept-language"))
                guard let file = widgetFiles[language] else { throw HTTPFailure(404, "There is no widget.") }
                var response = answer(file, cache: "public, max-age=\(Self.widgetSecondsMax)")
                response.headers.append(("Vary", "Accept-Language"))
                // Any page that the operator allows embeds it; what it may do is decided at the socket's
                // Origin check.
                response.headers.append(("Cross-Origin-Resource-Policy", "cross-origin"))
                return response
            },
            // Browsers ask for it by themselves where a page names no icon.
            Route("GET", "/favicon.ico") { _ in
                guard let icon = files["shared/mark.svg"] else { throw HTTPFailure(404, "There is no icon.") }
                return answer(icon, cache: "public, max-age=\(Self.iconSecondsMax)")
            },
            Route("GET", "/assets/**") { request in
                let path = String(request.path.dropFirst("/assets/".count))
                guard let file = files[path] else { throw HTTPFailure(404, "There is no such file.") }
                return answer(file, cache: "no-cache")
            },
        ]
    }

    private func answer(_ file: File, cache: String) -> Response {
        var response = Response.bytes(file.bytes, contentType: file.contentType)
        response.headers += [("ETag", file.etag), ("Cache-Control", cache)]
        response.packing = .already(file.packed)
        return response
    }

    private static func file(_ bytes: [UInt8], _ contentType: String) -> File {
        File(
            bytes: bytes, packed: Gzip.packed(bytes, level: Gzip.smallest), contentType: contentType,
            etag: EntityTag.of(bytes))
    }

    /// Pages with slots are not served as files.
    private static func contentType(_ path: String) -> String? {
        switch path.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }
}
