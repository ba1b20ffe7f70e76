"""What the browser itself measured: frames while something moves, and the time from a click to a screen."""

import json

from conftest import BINARY

# Goals in milliseconds are held for the release build, on a machine that does nothing else. Beside other tests the
# numbers are printed, and only what no load can change is asserted.
holds_goals = "release" in str(BINARY)
# A frame at 60 a second.
frame_ms = 1000 / 60


def frames_while(page, action):
    """Milliseconds between the frames that were drawn while `action` ran."""
    page.evaluate("""() => {
      window.frames_ms = [];
      let before = null;
      const tick = (now) => {
        if (before !== null) window.frames_ms.push(now - before);
        before = now;
        window.frameTimer = requestAnimationFrame(tick);
      };
      window.frameTimer = requestAnimationFrame(tick);
    }""")
    action()
    return page.evaluate("() => { cancelAnimationFrame(window.frameTimer); return window.frames_ms; }")


class Trace:
    """Chromium's own trace of what its main thread did."""

    def __init__(self, browser, page, path):
        self.browser, self.page, self.path = browser, page, path

    def __enter__(self):
        self.browser.start_tracing(page=self.page, path=str(self.path))
        return self

    def __exit__(self, *_):
        self.browser.stop_tracing()
        self.events = json.loads(self.path.read_text())["traceEvents"]

    def tasks_ms(self):
        """Lengths of the main thread's tasks, longest first: without the time that other programs took."""
        main = {(event["pid"], event["tid"]) for event in self.events
                if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"}
        return sorted(
            (event.get("tdur", event["dur"]) / 1000 for event in self.events
             if event.get("name", "").endswith("RunTask") and (event["pid"], event["tid"]) in main and "dur" in event),
            reverse=True)


def share(lengths_ms, most_ms):
    return sum(length <= most_ms for length in lengths_ms) / max(1, len(lengths_ms))
