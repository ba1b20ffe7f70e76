import http.server
import threading

import pytest

from console.modules import Files


@pytest.fixture(scope="module")
def files():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def tab(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def blank(files, tab):
    """An empty page of the same origin, with nothing stored; what goes wrong in it fails the test."""
    failures = []
    listeners = {
        "pageerror": lambda error: failures.append(str(error)),
        "console": lambda said: failures.append(said.text) if "Security Policy" in said.text else None,
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    tab.goto(f"{files}/blank")
    tab.evaluate("localStorage.clear()")
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert failures == []
