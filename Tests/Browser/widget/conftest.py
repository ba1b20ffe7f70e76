"""The widget's modules that need no screen, each imported by itself into a page, as a browser loads it.

`evaluate(body)` runs the body of an async function; `load(name)` in it imports a module of the widget.
"""

import functools
import http.server
import pathlib
import threading

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
WIDGET = ROOT / "Sources" / "Web" / "Assets" / "widget"

# What the tests share: a store that another tab could share too, a clock that stands still, and frames.
PRELUDE = """
const load = (name) => import(`/${name}.js`);
const shared = new Map();
const storage = {
  get length() { return shared.size; },
  key: (index) => [...shared.keys()][index],
  getItem: (key) => shared.get(key) ?? null,
  setItem: (key, value) => { shared.set(key, value); },
  removeItem: (key) => { shared.delete(key); },
};
let now = 1_000_000;
const event = (seq, prev, event) =>
  ({ type: "event", conversation: "c-00000001", seq, prev, at: seq * 1000, event });
const message = (id, text, kind = "visitor") => ({ type: "message", id, author: { kind }, text });
const send = (id, text = "Hello") => ({ type: "send", conversation: "c-00000001", id, text });
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".js": "text/javascript", ".css": "text/css", "": "text/html"}

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        page = b"<!doctype html><title>modules</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def module_address():
    handler = functools.partial(Quiet, directory=str(WIDGET))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def module_page(browser, module_address):
    page = browser.new_page()
    page.goto(module_address)
    yield page
    page.close()


@pytest.fixture
def evaluate(module_page):
    errors = []

    def noticed(error):
        errors.append(str(error))

    module_page.on("pageerror", noticed)
    yield lambda body: module_page.evaluate(f"async () => {{ {PRELUDE} {body} }}")
    module_page.remove_listener("pageerror", noticed)
    assert errors == []
