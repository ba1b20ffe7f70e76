"""Measures what the chat costs the page that carries it, and what a page of the help centre weighs.

    python script/bench_pages.py BINARY

Starts BINARY with a data folder of its own on a free port, and opens the demo page in Chromium, several times, each
with an empty cache. Times are from the browser's own trace.
"""

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LANGUAGES = ["en", "de", "es", "fr", "he"]
start_seconds_max = 120
runs = 5

SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# The moment after the first frame that shows the launcher.
PAINTED = """() => new Promise((done) => {
  const look = () => {
    const launcher = document.querySelector("baton-widget")?.shadowRoot.querySelector(".launcher");
    if (!launcher) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => { performance.mark("baton-painted"); done(); }));
  };
  look();
})"""


def start(binary, folder):
    """(process, origin)"""
    log = os.path.join(folder, "log")
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--data", os.path.join(folder, "data")], cwd=ROOT,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + start_seconds_max
    while time.monotonic() < deadline:
        with open(log, "rb") as printed:
            found = re.search(rb"Console\s+(http://127.0.0.1:\d+)/", printed.read())
        if found and ready(found[1].decode()):
            return process, found[1].decode()
        time.sleep(0.02)
    process.kill()
    sys.exit(f"the server was not ready within {start_seconds_max} s")


def ready(origin):
    try:
        with urllib.request.urlopen(origin + "/readyz", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def weight(address):
    """(bytes over the wire, bytes unpacked) as a browser gets them."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        packed = answer.headers["Content-Encoding"] == "gzip"
    return len(body), len(gzip.decompress(body)) if packed else len(body)


def visit(browser, origin, folder):
    """What one visit to the demo page cost: milliseconds, requests of the widget, layout shift."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("websocket", lambda socket: requests.append(socket.url))
    page.add_init_script(SHIFTS)
    path = os.path.join(folder, "trace.json")
    browser.start_tracing(page=page, path=path)
    page.goto(origin.replace("127.0.0.1", "localhost") + "/demo", wait_until="commit")
    page.evaluate(PAINTED)
    browser.stop_tracing()
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("window.shift")
    widget = [url for url in requests if url.startswith((origin, origin.replace("http", "ws", 1)))]
    context.close()
    with open(path) as file:
        events = json.load(file)["traceEvents"]
    script, painted = times(events)
    return {"script_ms": script, "painted_ms": painted, "requests": len(widget), "shift": shift}


def times(events):
    """(milliseconds of processor time of the widget's own script, milliseconds from its first to the launcher's first frame)"""
    runs_of_it = [
        event for event in events
        if event.get("name") == "EvaluateScript" and "widget.js" in event["args"].get("data", {}).get("url", "")
        and "dur" in event
    ]
    marks = [event["ts"] for event in events if event.get("name") == "baton-painted"]
    if not runs_of_it or not marks:
        sys.exit("the trace does not show the widget's script")
    first = min(event["ts"] for event in runs_of_it)
    return sum(event.get("tdur", event["dur"]) for event in runs_of_it) / 1000, (min(marks) - first) / 1000


def middle(visits, name):
    values = [visit[name] for visit in visits]
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        process, origin = start(os.path.abspath(binary), folder)
        try:
            for language in LANGUAGES:
                wire, whole = weight(f"{origin}/widget.js?language={language}")
                print(f"widget.js, {language}: {wire} bytes over the wire, {whole} unpacked")
            with sync_playwright() as playwright:
                arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
                visit(browser, origin, folder)
                visits = [visit(browser, origin, folder) for _ in range(runs)]
                browser.close()
            print(f"requests of the widget on the demo page: {max(one['requests'] for one in visits)}")
            print(f"its script, ms, median of {runs}: {middle(visits, 'script_ms')}")
            print(f"from its script to the launcher's frame, ms: {middle(visits, 'painted_ms')}")
            print(f"layout shift: {max(one['shift'] for one in visits):.4f}")
            for path in ("/help", "/help/embed-widget"):
                wire, whole = weight(origin + path)
                print(f"{path}: {wire} bytes over the wire, {whole} unpacked")
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
