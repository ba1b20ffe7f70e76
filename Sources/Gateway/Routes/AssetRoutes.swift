import Edge
import Web

/// Scripts and styles, from memory, packed once, with an ETag each.
struct AssetRoutes: Sendable {
    /// A host page may keep the widget this long before it asks again.
    static let widgetSecondsMax = 300
    static let iconSecondsMax = 86_400

    private let files: [String: PackedFile]
    private let widget: WidgetFiles

    init(assets: Assets, widget: WidgetFiles) {
        files = assets.files.reduce(into: [:]) { files, asset in
            guard let contentType = Self.contentType(asset.key) else { return }
            files[asset.key] = PackedFile(asset.value, contentType: contentType)
        }
        self.widget = widget
    }

    var routes: [Route] {
        [
            Route("GET", "/widget.js") { request in
                let language = widget.language(
                    asked: request.query["language"], accepted: request.header("accept-language"))
                guard let file = widget.file(language) else { throw HTTPFailure(404, "There is no widget.") }
                var response = file.answer(cache: "public, max-age=\(Self.widgetSecondsMax)")
                response.headers.append(("Vary", "Accept-Language"))
                // Any page that the operator allows embeds it; what it may do is decided at the socket's
                // Origin check.
                response.headers.append(("Cross-Origin-Resource-Policy", "cross-origin"))
                return response
            },
            // Browsers ask for it by themselves where a page names no icon.
            Route("GET", "/favicon.ico") { _ in
                guard let icon = files["shared/mark.svg"] else { throw HTTPFailure(404, "There is no icon.") }
                return icon.answer(cache: "public, max-age=\(Self.iconSecondsMax)")
            },
            Route("GET", "/assets/**") { request in
                let path = String(request.path.dropFirst("/assets/".count))
                guard let file = files[path] else { throw HTTPFailure(404, "There is no such file.") }
                return file.answer(cache: "no-cache")
            },
        ]
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
