import Edge
import Web

/// The console's page and the demo page.
struct PageRoutes: Sendable {
    let assets: Assets
    let settings: @Sendable () -> ChatSettings

    var routes: [Route] {
        [
            Route("GET", "/console") { _ in
                page(
                    assets.text("console/index.html") ?? "",
                    policy: PagePolicy.console(publicURL: settings().publicURL))
            },
            Route("GET", "/demo") { _ in
                let html = PageTemplate(assets.text("demo/index.html") ?? "")
                    .filled(["widget_src": settings().publicURL + "/widget.js"])
                return page(html, policy: PagePolicy.demo(publicURL: settings().publicURL))
            },
        ]
    }

    private func page(_ html: String, policy: String) -> Response {
        var response = Response.html(html)
        response.headers += [("Content-Security-Policy", policy), ("Cache-Control", "no-cache")]
        return response
    }
}
