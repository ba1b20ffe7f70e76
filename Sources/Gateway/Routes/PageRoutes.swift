import Edge
import Web

/// The console's page, the page of a mail's link, and the demo page.
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
            Route("GET", "/conversation") { _ in
                let html = PageTemplate(assets.text("conversation/index.html") ?? "")
                    .filled(["widget_src": settings().publicURL + "/widget.js"])
                return page(html, policy: PagePolicy.conversation(publicURL: settings().publicURL))
            },
            Route("GET", "/demo") { _ in demo("home") },
            // The pages of the shop are one document: a script switches them, a reload finds them again.
            Route("GET", "/demo/:view") { request in demo(request.parameters["view"] ?? "") },
        ]
    }

    private static let views: Set<String> = ["home", "how", "plans", "account"]

    private func demo(_ view: String) -> Response {
        guard Self.views.contains(view) else { return .redirect(to: "/demo", status: 302) }
        let html = PageTemplate(assets.text("demo/index.html") ?? "")
            .filled(["widget_src": settings().publicURL + "/widget.js", "view": view])
        return page(html, policy: PagePolicy.demo(publicURL: settings().publicURL))
    }

    private func page(_ html: String, policy: String) -> Response {
        var response = Response.html(html)
        response.headers += [("Content-Security-Policy", policy), ("Cache-Control", "no-cache")]
        response.headers.append(("ETag", EntityTag.of(response.body)))
        response.packing = .forEachAnswer
        return response
    }
}
