import Edge

/// Whether the process lives, and whether it can do its work.
struct HealthRoutes: Sendable {
    let readiness: @Sendable () async -> Readiness

    var routes: [Route] {
        [
            Route("GET", "/healthz") { _ in .json(["status": "ok"]) },
            Route("GET", "/readyz") { _ in
                let readiness = await readiness()
                let members: [String: JSON] = [
                    "status": .string(readiness.isReady ? "ready" : "not ready"),
                    "store": .string(readiness.store), "articles": .int(Int64(readiness.articles)),
                    "search": .string(readiness.search),
                ]
                return .json(JSON.object(members), status: readiness.isReady ? 200 : 503)
            },
        ]
    }
}

/// What `/readyz` tells a load balancer and the operator.
package struct Readiness: Sendable {
    /// `ok`, or why nothing can be stored: `disk_full`, `locked`, ...
    package let store: String
    package let articles: Int
    /// How is searched, in words; while vectors are made anew, how far that is.
    package let search: String

    package init(store: String, articles: Int, search: String) {
        self.store = store
        self.articles = articles
        self.search = search
    }

    var isReady: Bool { store == "ok" }
}
