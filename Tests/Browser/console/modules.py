"""The console's files on a server of their own, under the policy that the console has."""

import http.server
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[3] / "Sources/Web/Assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = (ASSETS / self.path.removeprefix("/assets/").split("?")[0]).resolve()
        is_ours = path.is_relative_to(ASSETS) and path.is_file()
        body = path.read_bytes() if is_ours else b"<!doctype html><title>blank</title>"
        self.send_response(200 if is_ours or self.path == "/blank" else 404)
        self.send_header("content-type", TYPES.get(path.suffix, "text/html") if is_ours else "text/html")
        self.send_header("content-security-policy", POLICY)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def run(page, modules, body, argument=None):
    """Runs `body` (the inside of an async function of `given`) with everything that the modules export in scope."""
    imports = "\n".join(
        f"const {{{', '.join(names)}}} = await import('/assets/{path}');" for path, names in modules.items())
    return page.evaluate(f"async (given) => {{ {imports}\n{body} }}", argument)
